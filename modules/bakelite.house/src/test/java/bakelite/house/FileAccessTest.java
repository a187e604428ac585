package bakelite.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may touch SQLite, and who may lock or map a file.
///
/// POSIX locks belong to the process and the inode: closing any descriptor of a database, wherever
/// it was opened, drops the locks that SQLite holds on it in this process. So one module opens
/// databases and wal-indexes, and nobody else has the means.
class FileAccessTest {
  private static final String SQLITE = "bakelite.sqlite..";

  /// Plays the application, in a process of its own.
  private static final String DEMO = "bakelite.demo..";

  private static final ArchRule JDBC =
      noClasses()
          .that()
          .resideOutsideOfPackages(SQLITE, DEMO)
          .should()
          .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite.."))
          .allowEmptyShould(true)
          .because(
              "SQLite is spoken to in bakelite.sqlite, and by the application that the demo plays");

  private static final ArchRule NATIVE_CALLS =
      noClasses()
          .that()
          .resideOutsideOfPackages(SQLITE, "bakelite.daemon.notify..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.foreign..")
          .allowEmptyShould(true)
          .because(
              "native calls on files are made in bakelite.sqlite, those on the socket of the init system"
                  + " in bakelite.daemon.notify");

  /// Lock a file of their own, which no SQLite ever opens: the one in a state folder, and the one
  /// beside the objects of a replica.
  private static final String OWN_LOCK_FILES =
      "bakelite\\.(backup\\.local\\.LocalState|store\\.fs\\.LocalDisk)";

  private static final ArchRule LOCKS =
      noClasses()
          .that()
          .resideOutsideOfPackage(SQLITE)
          .and()
          .haveNameNotMatching(OWN_LOCK_FILES)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(FileLock.class)
          .orShould()
          .callMethodWhere(describe("FileChannel.lock or tryLock", call("lock", "tryLock")))
          .allowEmptyShould(true)
          .because("a lock that is released takes SQLite's own locks on that file with it");

  private static final ArchRule MAPPINGS =
      noClasses()
          .that()
          .resideOutsideOfPackage(SQLITE)
          .should()
          .callMethodWhere(describe("FileChannel.map", call("map")))
          .allowEmptyShould(true)
          .because("a mapping keeps a descriptor, and a file cut under it is an InternalError");

  @Test
  void theClassesThatShipAreThere() {
    assertTrue(Classes.thatShip().contain("bakelite.store.ObjectStore"), "else nothing is checked");
  }

  @Test
  void onlyTheSqliteModuleSpeaksToSqlite() {
    JDBC.check(Classes.thatShip());
  }

  @Test
  void jdbcElsewhereIsCaught(@TempDir Path folder) {
    var text =
        "class A { Object open() throws Exception {"
            + " return java.sql.DriverManager.getConnection(\"\"); } }";
    Classes.assertCaught(JDBC, sample(folder, "bakelite.daemon", text), "java.sql.DriverManager");
  }

  @Test
  void jdbcInTheSqliteModuleIsFine(@TempDir Path folder) {
    Classes.assertFine(
        JDBC, sample(folder, "bakelite.sqlite", "class A { java.sql.Connection c; }"));
  }

  @Test
  void onlyTheLiveDatabaseAndTheNotifySocketCallNativeCode() {
    NATIVE_CALLS.check(Classes.thatShip());
  }

  @Test
  void nativeCallsElsewhereAreCaught(@TempDir Path folder) {
    var text = "class A { Object linker() { return java.lang.foreign.Linker.nativeLinker(); } }";
    Classes.assertCaught(
        NATIVE_CALLS, sample(folder, "bakelite.demo", text), "java.lang.foreign.Linker");
  }

  @Test
  void onlyTheSqliteModuleAndTwoOwnersOfALockFileLock() {
    LOCKS.check(Classes.thatShip());
  }

  @Test
  void onlyTheSqliteModuleMapsFiles() {
    MAPPINGS.check(Classes.thatShip());
  }

  @Test
  void aLockElsewhereIsCaught(@TempDir Path folder) {
    var text =
        "class A { Object it(java.nio.channels.FileChannel file) throws Exception {"
            + " return file.tryLock(); } }";
    Classes.assertCaught(LOCKS, sample(folder, "bakelite.backup", text), "tryLock");
  }

  @Test
  void aMappingElsewhereIsCaught(@TempDir Path folder) {
    var text =
        "class A { Object it(java.nio.channels.FileChannel file) throws Exception {"
            + " return file.map(java.nio.channels.FileChannel.MapMode.READ_ONLY, 0, 1); } }";
    Classes.assertCaught(MAPPINGS, sample(folder, "bakelite.backup", text), "map");
  }

  private static Predicate<JavaCall<?>> call(String... names) {
    return call ->
        call.getTargetOwner().isAssignableTo(FileChannel.class)
            && Set.of(names).contains(call.getTarget().getName());
  }

  private static JavaClasses sample(Path folder, String packageName, String type) {
    return Classes.sample(
        folder,
        Source.sample("m", "bakelite/A.java", "package " + packageName + ";\n" + type + "\n"));
  }
}
