"""Every error the library raises on purpose, each with the exit status the command line gives it.

AlignerError            70  base class, never raised itself
  GateError              1  a gate the user asked for was not met (score below --min, findings)
  UsageError             2  options that do not go together
  InputError             3  a file or text that cannot be read: says file, line or byte, and remedy
    FormatError          3  readable, but not valid TMX / TSV / JSONL / ...
    AlignmentError       3  two documents that cannot be aligned
  ModelError             4  a model that is missing, corrupt or of the wrong kind
  PartialError           5  some inputs failed, the others were written
  RefusedError           6  refused for safety: would overwrite, or needs the network
  OutputError            7  an output that cannot be written: no such folder, no rights, disk full

130 is an interrupt (Ctrl-C), 143 the end by SIGTERM; 70 an internal error, shown as a traceback.
"""


class AlignerError(Exception):
    """Base class; the command line prints the message on one line and exits ``exit_status``."""

    exit_status = 70


class GateError(AlignerError):
    """A gate the user asked for was not met."""

    exit_status = 1


class UsageError(AlignerError):
    """Options or arguments that do not go together."""

    exit_status = 2


class InputError(AlignerError):
    """A file or text that cannot be read."""

    exit_status = 3


class FormatError(InputError):
    """A file that is readable but malformed, or a value a format cannot hold."""


class AlignmentError(InputError):
    """Two documents that cannot be aligned."""


class ModelError(AlignerError):
    """A model that is missing, corrupt or of the wrong kind."""

    exit_status = 4


class PartialError(AlignerError):
    """Some inputs failed; the others were written."""

    exit_status = 5


class RefusedError(AlignerError):
    """Refused for safety: would overwrite a file, or needs the network."""

    exit_status = 6


class OutputError(AlignerError):
    """An output that cannot be written."""

    exit_status = 7
