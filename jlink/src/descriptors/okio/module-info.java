/// The buffers of OkHttp.
module okio {
  requires java.logging;
  requires transitive kotlin.stdlib;

  exports okio;
}
