# Made by the build from packaging/homebrew/bakelite.rb, for the archive beside it.
class Bakelite < Formula
  desc "Continuous backup and point-in-time restore of SQLite databases"
  homepage "@HOMEPAGE@"
  url "@DOWNLOAD@/@ARCHIVE@"
  version "@VERSION@"
  sha256 "@SHA256@"
  license "Apache-2.0"

  def install
    man1.install Dir["share/man/man1/*"]
    man5.install Dir["share/man/man5/*"]
    bash_completion.install "share/bash-completion/completions/bakelite"
    fish_completion.install "share/fish/vendor_completions.d/bakelite.fish"
    zsh_completion.install "share/zsh/site-functions/_bakelite"
    (etc/"bakelite").install "share/doc/bakelite/examples/bakelite.yml" unless (etc/"bakelite/bakelite.yml").exist?
    libexec.install Dir["*"]
    bin.install_symlink libexec/"bin/bakelite"
  end

  service do
    run [opt_bin/"bakelite", "daemon", "--config", etc/"bakelite/bakelite.yml"]
    keep_alive successful_exit: false
    log_path var/"log/bakelite.log"
    error_log_path var/"log/bakelite.log"
    environment_variables STATE_DIRECTORY: var/"lib/bakelite"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/bakelite version")
    system "sqlite3", "app.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES(1);"
    (testpath/"bakelite.yml").write <<~YAML
      state_dir: #{testpath}/state
      databases:
        - path: #{testpath}/app.db
          destinations:
            - path: #{testpath}/backups
    YAML
    system bin/"bakelite", "daemon", "--once", "--config", "bakelite.yml"
    system bin/"bakelite", "verify", "backups", "--deep"
  end
end
