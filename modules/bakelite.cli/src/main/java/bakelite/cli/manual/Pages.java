package bakelite.cli.manual;

import bakelite.cli.command.ExitCode;
import bakelite.cli.config.KeyManual;
import bakelite.cli.config.KeyManual.Place;
import bakelite.cli.text.Usage;
import bakelite.cli.version.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// All pages of the manual, made of the commands' own model and of the list of keys.
final class Pages {
  private static final String EXIT_STATUS = "EXIT STATUS";
  private static final String SEE_ALSO = "SEE ALSO";

  private final CommandSpec root;
  private final String version = Version.ofProgram();

  /// @param root the grammar of the program
  Pages(CommandSpec root) {
    this.root = root;
  }

  /// Each page by the name of its file, such as `bakelite-restore.1`.
  Map<String, Supplier<Page>> all() {
    var pages = new LinkedHashMap<String, Supplier<Page>>();
    pages.put("bakelite.1", this::overview);
    for (var verb : Usage.verbs(root)) {
      pages.put("bakelite-" + verb.name() + ".1", () -> of(verb));
    }
    pages.put("bakelite.yml.5", this::configuration);
    return pages;
  }

  private Page overview() {
    var page =
        new Page(
            "bakelite",
            1,
            version,
            "continuous backup and point-in-time restore of SQLite databases");
    page.section("SYNOPSIS").command("bakelite COMMAND …");
    page.section("DESCRIPTION");
    page.paragraph(
        "bakelite keeps a continuous copy of a live SQLite database and brings the database back as it"
            + " was after any commit. It runs beside the application, reads committed frames from the WAL,"
            + " and puts them into a store as objects that are never changed. It writes nothing to the"
            + " database.");
    page.section("COMMANDS");
    for (var verb : Usage.verbs(root)) {
      page.item("bakelite-" + verb.name() + "(1)", Usage.firstSentence(verb));
    }
    page.section("OPTIONS").paragraph("Before or after the command:");
    options(page, root.options());
    exitStatus(page);
    files(page);
    page.section(SEE_ALSO).paragraph(seeAlso(""));
    return page;
  }

  private Page of(CommandSpec verb) {
    var own = Usage.ownOptions(root, verb);
    var page = new Page("bakelite-" + verb.name(), 1, version, Usage.firstSentence(verb));
    page.section("SYNOPSIS").command("bakelite " + Usage.synopsis(verb, own));
    page.section("DESCRIPTION");
    List.of(verb.usageMessage().description()).forEach(page::paragraph);
    page.section("OPTIONS");
    verb.positionalParameters()
        .forEach(parameter -> page.item(parameter.paramLabel(), Usage.what(parameter)));
    options(page, own);
    page.subsection("Of every command");
    options(page, root.options());
    exitStatus(page);
    files(page);
    var examples = verb.usageMessage().footer();
    if (examples.length > 0) {
      page.section("EXAMPLES");
      List.of(examples).forEach(page::command);
    }
    page.section(SEE_ALSO).paragraph(seeAlso(verb.name()));
    return page;
  }

  private static void options(Page page, List<OptionSpec> options) {
    options.forEach(option -> page.item(Usage.label(option), Usage.what(option)));
  }

  private static void exitStatus(Page page) {
    page.section(EXIT_STATUS);
    for (var code : ExitCode.values()) {
      page.item(String.valueOf(code.status()), code.words());
    }
  }

  private static void files(Page page) {
    page.section("FILES");
    page.item("/etc/bakelite/bakelite.yml", "the configuration; see bakelite.yml(5)");
    page.item("/var/lib/bakelite", "local state of the service");
    page.item(
        "/usr/lib/bakelite/providers", "store providers of others, each in a folder of its own");
  }

  private String seeAlso(String but) {
    var pages =
        Usage.verbs(root).stream()
            .map(CommandSpec::name)
            .filter(name -> !name.equals(but))
            .map(name -> "bakelite-" + name + "(1)")
            .collect(Collectors.joining(", "));
    return (but.isEmpty() ? "" : "bakelite(1), ") + pages + ", bakelite.yml(5)";
  }

  private Page configuration() {
    var page = new Page("bakelite.yml", 5, version, "what bakelite protects, and how");
    page.section("SYNOPSIS").command("/etc/bakelite/bakelite.yml");
    page.section("DESCRIPTION");
    page.paragraph(
        "One YAML file: that of --config, else of $BAKELITE_CONFIG, else /etc/bakelite/bakelite.yml. A"
            + " file with a mistake is refused whole, with exit status 2, and every mistake in it is named"
            + " with its line.");
    page.paragraph(
        "Durations are a whole number and ms, s, m, h or d; sizes a whole number and KiB, MiB, GiB or"
            + " TiB. Only 0 goes without a unit. Paths are absolute. ${NAME} in a value is the environment"
            + " variable of that name.");
    for (var place : Place.values()) {
      page.section(place.heading());
      KeyManual.of(place).forEach(key -> page.item(key.label(), key.meaning()));
    }
    page.section("EXAMPLE");
    page.lines(
        """
        databases:
          - path: /var/lib/app/app.db
            destinations:
              - path: /var/backups/bakelite
        """);
    page.section(SEE_ALSO).paragraph("bakelite(1), bakelite-daemon(1), bakelite-doctor(1)");
    return page;
  }
}
