"""Commands that change or describe the content: one file a command, and their ordered list."""

from sitegen.commands.command import Command
from sitegen.commands.diff import DIFF
from sitegen.commands.import_table import IMPORT_TABLE
from sitegen.commands.new import NEW
from sitegen.commands.rename import RENAME
from sitegen.commands.schema import SCHEMA
from sitegen.commands.why import WHY

COMMANDS: tuple[Command, ...] = (NEW, RENAME, IMPORT_TABLE, DIFF, SCHEMA, WHY)
