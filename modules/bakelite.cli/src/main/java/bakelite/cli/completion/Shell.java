package bakelite.cli.completion;

/// A shell whose command line can be completed.
enum Shell {
  BASH,
  ZSH,
  FISH
}
