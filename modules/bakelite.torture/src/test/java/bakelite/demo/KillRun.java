package bakelite.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// One database, its writers, and a daemon that is killed again and again; what is restored is
/// graded after each kill, and once more after a clean stop.
final class KillRun implements AutoCloseable {
  private static final int POINTS = 3;
  private static final int PATIENCE_SECONDS = 60;

  /// Whose database it is.
  record Application(int pageSize, Writer.Manners manners, List<Writer.Kind> kinds) {
    /// The same, with our own SQLite in the place of what this machine lacks.
    Application of(List<Writer.Kind> here) {
      var found = kinds.stream().map(kind -> here.contains(kind) ? kind : Writer.Kind.JAVA);
      return new Application(pageSize, manners, found.toList());
    }
  }

  private final Application application;
  private final Image image;
  private final String store;
  private final SplittableRandom random;
  private final List<String> problems = new ArrayList<>();
  private final List<Writer> writers = new ArrayList<>();
  private final Grader grader;
  private Process daemon;

  KillRun(Application application, Path folder, long seed) throws Exception {
    this(application, Image.in(folder), "backups", seed);
  }

  /// @param store where the replica goes, as on a command line
  KillRun(Application application, Image image, String store, long seed) throws Exception {
    var folder = image.folder();
    this.application = application;
    this.image = image;
    this.store = store;
    this.random = new SplittableRandom(seed);
    this.grader = new Grader(image, folder.resolve("app.db"), store, problems);
    Writer.create(folder.resolve("app.db"), application.pageSize());
    for (var kind : application.kinds()) {
      writers.add(writer(kind));
    }
  }

  private Writer writer(Writer.Kind kind) throws Exception {
    return Writer.start(kind, image.folder(), application.manners(), random.nextLong(1L << 60));
  }

  /// Kills the daemon so many times.
  ///
  /// @return after how many of the kills something was wrong
  int kills(int kills) throws Exception {
    int failed = 0;
    for (int kill = 0; kill < kills; kill++) {
      int before = problems.size();
      killOnce();
      failed += problems.size() > before ? 1 : 0;
    }
    return failed;
  }

  private void killOnce() throws Exception {
    daemon = image.launch("replicate", "app.db", store);
    // One in three dies before it protects anything, in the first copy or in a comparison.
    if (random.nextInt(3) > 0) {
      image.await(daemon, ": protecting");
    }
    check(!daemon.waitFor(random.nextInt(1000), TimeUnit.MILLISECONDS), "the daemon ended");
    if (random.nextBoolean()) {
      int victim = random.nextInt(writers.size());
      complaint(victim, writers.get(victim).kill().orElse(""));
      writers.set(victim, writer(application.kinds().get(victim)));
    }
    var durable = grader.listed();
    daemon.waitFor(random.nextInt(50), TimeUnit.MILLISECONDS);
    daemon.destroyForcibly().waitFor();
    Files.writeString(image.folder().resolve("log-of-" + daemon.pid()), image.log());
    if (!durable.isEmpty()) {
      long newest = grader.latest();
      check(newest >= durable.getLast(), newest + " is the newest, found before: " + durable);
    }
  }

  /// Starts the daemon a last time, ends everything cleanly, and grades the newest commit, which
  /// must be the database, and some others.
  List<String> end() throws Exception {
    daemon = image.start(": protecting", "replicate", "app.db", store);
    daemon.waitFor(random.nextInt(500), TimeUnit.MILLISECONDS);
    for (int i = 0; i < writers.size(); i++) {
      complaint(i, writers.get(i).ended().orElse(""));
    }
    daemon.destroy();
    check(daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the daemon does not end");
    daemon.destroyForcibly();
    check(daemon.waitFor() == 0, "the daemon ended with " + daemon.exitValue());
    grader.exact();
    grader.some(POINTS, random);
    if (!problems.isEmpty()) {
      problems.addFirst(application + " in " + image.folder() + "\n" + image.log());
    }
    return problems;
  }

  private void complaint(int writer, String complaint) {
    check(complaint.isEmpty(), application.kinds().get(writer) + " complains: " + complaint);
  }

  private void check(boolean right, String otherwise) {
    if (!right) {
      problems.add(otherwise);
    }
  }

  @Override
  public void close() throws Exception {
    for (var writer : writers) {
      writer.close();
    }
    if (daemon != null) {
      daemon.destroyForcibly();
    }
  }
}
