/// LZ4, packed and unpacked by its reference implementation. The same in Java is in the jar too, and
/// looks for `sun.misc.Unsafe`, which we never ask it to.
module org.lz4.java {
  exports net.jpountz.lz4;
}
