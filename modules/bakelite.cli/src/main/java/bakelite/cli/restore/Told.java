package bakelite.cli.restore;

import bakelite.cli.command.Progress;
import bakelite.cli.command.Terminal;
import bakelite.cli.text.Amounts;
import bakelite.cli.text.Moments;
import bakelite.format.CommitRecord;
import bakelite.replica.Target;
import bakelite.restore.RestoreProgress;
import java.time.Instant;

/// Says which commit it became, and how far it is.
record Told(Terminal terminal, Progress progress, Target target) implements RestoreProgress {
  @Override
  public void chosen(CommitRecord commit, boolean isNewest) {
    var because =
        switch (target) {
          case Target.AtIndex(long index) when index != commit.index() -> {
            terminal.note(
                "index "
                    + Amounts.number(index)
                    + " holds no commit of the application; the one before it is meant");
            yield "";
          }
          case Target.AtTime(Instant at)
              when isNewest && at.isAfter(Instant.ofEpochMilli(commit.timeMillis())) ->
              ", the newest that there is: nothing was kept between it and " + Moments.utc(at);
          case Target.AtTime(Instant at) -> ", the newest not after " + Moments.utc(at);
          case Target.AtIndex _, Target.Latest _ -> "";
        };
    terminal.note("restoring " + RestoreReport.described(commit) + because);
  }

  @Override
  public void written(long bytes, long total) {
    progress.at(bytes, total);
  }
}
