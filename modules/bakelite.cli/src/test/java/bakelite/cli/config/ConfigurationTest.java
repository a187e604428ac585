package bakelite.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.BackupSettings;
import bakelite.backup.BackupSettings.TakeOver;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.format.Compression;
import bakelite.sqlite.LiveSettings;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a configuration means; what it may not say is in [MistakesTest].
class ConfigurationTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void realFolder() throws IOException {
    folder = temporary.toRealPath();
  }

  @Test
  void theLeastConfigurationTakesTheDefaultsOfTheCode() throws Exception {
    var found =
        read(
            """
            databases:
              - path: ${DIR}/app.db
                destinations:
                  - path: ${DIR}/backups
            """);
    var member = found.members().members().getFirst();
    assertEquals("app", member.name());
    assertEquals(folder.resolve("app.db"), member.path());
    assertEquals(
        Map.of("path", folder.resolve("backups").toString()), member.destination().values());
    assertEquals(BackupSettings.defaults(), member.backup());
    assertEquals(LiveSettings.defaults(), member.live());
    assertEquals(List.of(), found.warnings());
    assertEquals(Optional.empty(), found.stateFolder());
  }

  @Test
  void aBucketIsCalledByItsAddress() throws Exception {
    var found =
        read(
            """
            databases:
              - path: ${DIR}/app.db
                destinations: [{type: s3, bucket: acme, prefix: some/app, endpoint: "http://h:1"}]
            """);
    var member = found.members().members().getFirst();
    assertEquals("s3://acme/some/app", member.place());
    assertEquals("http://h:1", member.destination().value("endpoint").orElseThrow());
  }

  @Test
  void aSecretInAFileThatOthersCanReadIsRefused() throws Exception {
    var text =
        """
        databases:
          - path: ${DIR}/app.db
            destinations: [{type: s3, bucket: acme, access_key: AK, secret_key: "%s"}]
        """;
    var file = folder.resolve("bakelite.yml");
    Files.writeString(file, String.format(Locale.ROOT, text, "SKHIDDEN"));
    for (var rights : List.of("rw-r-----", "rw-r--r--")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
      if (rights.endsWith("---")) {
        assertEquals(1, reader(file).read().members().members().size());
      } else {
        var refused = assertThrows(CommandException.class, () -> reader(file).read());
        var told = String.valueOf(refused.getMessage());
        assertTrue(told.contains(":3: secret_key: expected a secret in a file"), told);
        assertFalse(told.contains("SKHIDDEN"), told);
      }
    }
    Files.writeString(file, String.format(Locale.ROOT, text, "${DIR}"));
    assertEquals(1, reader(file).read().members().members().size(), "the file holds no secret");
  }

  private ConfigurationReader reader(Path file) {
    return new ConfigurationReader(
        file, Map.of("DIR", folder.toString()), folder, _ -> Stores.installed());
  }

  @Test
  void aDatabaseOverridesTheDefaultsOfTheFile() throws Exception {
    var found =
        read(
            """
            state_dir: ${DIR}/state
            defaults:
              debounce: 0
              max_batch_delay: 2s
              busy_timeout: 1m
              spool_max: 2GiB
            databases:
              - path: ${DIR}/one.db
                destinations: [{path: "${DIR}/backups"}]
              - path: ${DIR}/Two.sqlite
                name: two
                debounce: 100ms
                compression: none
                take_over: always
                max_wal_size: 4MiB
                safety_poll: 5s
                destinations: [{type: file, path: "${DIR}/backups"}]
            """);
    var one = found.members().members().getFirst();
    var two = found.members().members().getLast();
    assertEquals(Optional.of(folder.resolve("state")), found.stateFolder());
    assertEquals(Duration.ZERO, one.backup().debounce());
    assertEquals(Compression.ZSTD, one.backup().compression());
    assertEquals(new LiveSettings(Duration.ofMinutes(1)), two.live());
    assertEquals("two", two.name());
    assertEquals(
        new BackupSettings(
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            4 << 20,
            Compression.NONE,
            2L << 30,
            TakeOver.ALWAYS),
        two.backup());
  }

  @Test
  void everyCompressionOfTheFormatCanBeConfigured() throws Exception {
    for (var compression : Compression.values()) {
      var found =
          read(
              """
              databases:
                - path: ${DIR}/app.db
                  compression: %s
                  destinations: [{path: "${DIR}/backups"}]
              """
                  .replace("%s", compression.name().toLowerCase(Locale.ROOT)));
      var member = found.members().members().getFirst();
      assertEquals(compression, member.backup().compression());
      assertEquals(List.of(), found.warnings());
    }
  }

  @Test
  void whatIsNotInThisVersionIsNamedOnceUnlessItIsOff() throws Exception {
    var found =
        read(
            """
            defaults:
              compaction_levels: [30s, 5m]
              compaction_keep: []
              retention: 0
              max_total_size: 0
            databases:
              - path: ${DIR}/one.db
                compaction_levels: [1h]
                snapshot_interval: 1d
                destinations: [{path: "${DIR}/backups"}]
            """);
    assertEquals(
        List.of(
            "compaction_levels: not in this version, every change-set is kept",
            "snapshot_interval: not in this version, a full copy is made only when a replica begins"),
        found.warnings());
  }

  @Test
  void metricsAreServedOnLoopbackUnlessAHostIsNamed() throws Exception {
    assertEquals(Optional.empty(), read(listening("")).listen());
    for (var text : List.of("127.0.0.1:9190", "'[::1]:9190'", "localhost:9190", "':9190'")) {
      var found = read(listening("listen: " + text)).listen().orElseThrow();
      assertTrue(found.resolved().getAddress().isLoopbackAddress(), text);
      assertEquals(9190, found.resolved().getPort());
      assertEquals(text.replace("'", ""), found.toString());
    }
    var everywhere = read(listening("listen: 0.0.0.0:0")).listen().orElseThrow();
    assertTrue(everywhere.resolved().getAddress().isAnyLocalAddress());
  }

  private static String listening(String line) {
    return line
        + "\ndatabases: [{path: \"${DIR}/one.db\", destinations: [{path: \"${DIR}/backups\"}]}]\n";
  }

  @Test
  void theDatabasesOfAPatternAreNamedByTheirPathsBelowItsFixedPart() throws Exception {
    for (var file :
        List.of("t/b.db", "t/a.db", "t/a.db-wal", "t/sub/c.db", "t/no.txt", "t/Big_1.db")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.createFile(folder.resolve(file));
    }
    assertEquals(List.of("_42ig__1", "a", "b"), names("${DIR}/t/*.db"));
    assertEquals(List.of("sub_2fc"), names("${DIR}/t/*/*.db"));
    assertEquals(List.of("_42ig__1", "a", "b", "sub_2fc"), names("${DIR}/t/**.db"));
    assertEquals(List.of("a", "b"), names("${DIR}/t/[ab].*"));
  }

  @Test
  void aFileThatComesLaterIsFoundByTheNextLook() throws Exception {
    var found = read(pattern("${DIR}/t/*.db"));
    assertEquals(List.of(), found.members().members());
    assertEquals(
        List.of(folder.resolve("t") + ": there is no such folder"), found.members().problems());
    Files.createDirectories(folder.resolve("t"));
    Files.createFile(folder.resolve("t/new.db"));
    assertEquals("new", found.members().members().getFirst().name());
    assertEquals(List.of(), found.members().problems());
  }

  @Test
  void aFileWithAnEntryOfItsOwnIsNoneOfAPatterns() throws Exception {
    Files.createFile(folder.resolve("a.db"));
    Files.createFile(folder.resolve("b.db"));
    var found =
        read(
            pattern("${DIR}/*.db")
                + """
                  - path: ${DIR}/b.db
                    name: special
                    destinations: [{path: "${DIR}/backups"}]
                """);
    assertEquals(
        List.of("special", "a"), found.members().members().stream().map(Member::name).toList());
  }

  @Test
  void twoFilesOfOneNameAreToldApartOrRefused() throws Exception {
    Files.createDirectories(folder.resolve("x"));
    Files.createDirectories(folder.resolve("y"));
    Files.createFile(folder.resolve("x/a.db"));
    Files.createFile(folder.resolve("y/a.db"));
    assertEquals(List.of("x_2fa", "y_2fa"), names("${DIR}/{x,y}/a.db"));
    var found =
        read(
            pattern("${DIR}/x/*.db")
                + """
                  - path: ${DIR}/y/*.db
                    destinations: [{path: "${DIR}/backups"}]
                """);
    assertEquals(1, found.members().members().size());
    assertEquals(
        folder.resolve("bakelite.yml")
            + ":4: path: expected a name of its own for "
            + folder.resolve("y/a.db")
            + ", found 'a', the name of "
            + folder.resolve("x/a.db"),
        found.members().clashes().getFirst());
  }

  @Test
  void theOnlyDatabaseNeedsNoName() throws Exception {
    var found = read(pattern("${DIR}/a*.db"));
    Files.createFile(folder.resolve("a1.db"));
    assertEquals("a1", found.places(Optional.empty()).name());
    Files.createFile(folder.resolve("a2.db"));
    assertEquals("a2", found.places(Optional.of("a2")).name());
    var several = assertThrows(CommandException.class, () -> found.places(Optional.empty()));
    assertEquals(ExitCode.USAGE, several.code());
    assertTrue(several.getMessage().endsWith("expected --db with one of [a1, a2]"));
  }

  @Test
  void aLostFileOfAPatternIsLookedForWhereItsReplicaWent() throws Exception {
    var found = read(pattern("${DIR}/a*.db"));
    assertEquals(
        folder.resolve("backups").toString(),
        found.places(Optional.of("a3")).destinations().getFirst().values().get("path"));
  }

  @Test
  void aNameThatIsNotThereComesWithTheNearestOne() throws Exception {
    var found = read(pattern("${DIR}/app.db"));
    var none = assertThrows(CommandException.class, () -> found.places(Optional.of("ap")));
    assertEquals(ExitCode.NOT_FOUND, none.code());
    assertEquals("did you mean app?", none.hint());
  }

  private List<String> names(String path) throws Exception {
    return read(pattern(path)).members().members().stream().map(Member::name).toList();
  }

  private static String pattern(String path) {
    return """
    databases:
      - path: "%s"
        destinations: [{path: "${DIR}/backups"}]
    """
        .replace("%s", path);
  }

  private Configuration read(String text) throws Exception {
    var file = Files.writeString(folder.resolve("bakelite.yml"), text);
    return new ConfigurationReader(
            file, Map.of("DIR", folder.toString()), folder, _ -> Stores.installed())
        .read();
  }
}
