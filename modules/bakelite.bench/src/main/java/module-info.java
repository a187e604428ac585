import org.jspecify.annotations.NullMarked;

/// Benchmarks of the whole program beside baselines; not in the image.
@NullMarked
module bakelite.bench {
  requires bakelite.format;
  requires java.management;
  requires java.net.http;
  requires java.sql;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;
}
