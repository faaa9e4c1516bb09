-- Neovim with the server: nvim --headless --clean -S neovim.lua; ORGLINT names the program, CHART the file.
local chart = vim.env.CHART
local function fail(message)
  io.stderr:write("neovim: " .. message .. "\n")
  vim.cmd("cquit 1")
end
local function check(condition, message)
  if not condition then
    fail(message)
  end
end

vim.cmd("edit " .. chart)
local buffer = vim.api.nvim_get_current_buf()
local settings = { name = "orglint", cmd = { vim.env.ORGLINT, "lsp" }, root_dir = vim.fn.fnamemodify(chart, ":h") }
if vim.lsp.start then
  vim.lsp.start(settings)
else
  vim.lsp.buf_attach_client(buffer, vim.lsp.start_client(settings))
end

local function found(code)
  return vim.tbl_filter(function(one)
    return one.code == code
  end, vim.diagnostic.get(buffer))
end
vim.wait(20000, function()
  return #found("unknown-manager") > 0
end)
check(#found("unknown-manager") == 1, "diagnostics")

local function ask(method, line, character, more)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    position = { line = line, character = character },
  }
  local answers = vim.lsp.buf_request_sync(buffer, method, vim.tbl_extend("force", params, more or {}), 20000)
  for _, answer in pairs(answers or {}) do
    return answer.result
  end
end

local text = vim.api.nvim_buf_get_lines(buffer, 4, 5, true)[1]
local manager = text:find("reports_to: ") + 11
check(ask("textDocument/hover", 4, manager).contents.value:find("Chief Technology Officer"), "hover")
check(ask("textDocument/definition", 4, manager).range.start.line == 3, "definition")
check(#ask("textDocument/references", 4, manager, { context = { includeDeclaration = true } }) == 2, "references")
check(#ask("textDocument/completion", 4, manager) >= 3, "completion")
check(ask("textDocument/prepareRename", 4, manager).placeholder == "cto", "prepareRename")
check(ask("textDocument/rename", 4, manager, { newName = "tech" }).changes, "rename")
check(#ask("textDocument/documentSymbol", 0, 0) > 0, "documentSymbol")
check(#ask("textDocument/foldingRange", 0, 0) > 0, "foldingRange")

-- The safe fix of the misspelt key, and the unsafe one of the line.
local whole = { start = { line = 3, character = 0 }, ["end"] = { line = 4, character = 60 } }
local actions = ask("textDocument/codeAction", 0, 0, { range = whole, context = { diagnostics = {} } })
local applied = 0
for _, action in ipairs(actions) do
  if action.title == "write `title`" or action.title == "write `ceo`" then
    vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    applied = applied + 1
  end
end
check(applied == 2, "codeAction")
vim.wait(20000, function()
  return #found("unknown-manager") + #found("unknown-key") == 0
end)
check(#found("unknown-manager") + #found("unknown-key") == 0, "diagnostics after the fixes")
io.stdout:write("Neovim is served\n")
vim.cmd("qall!")
