#!/usr/bin/env bash
# Ends the action as the program ended. No status at all means that it did not get so far.
case "${STATUS:-}" in
    0) exit 0 ;;
    1)
        echo 'there are findings; the log of the step before has them, as has the summary unless it is off'
        exit 1
        ;;
    *)
        echo '::error title=orglint::the whole job could not be done; the log of the steps before says why'
        exit 2
        ;;
esac
