/// The MinIO client, of which addresses, signatures and messages are used. The XML library fills its
/// messages through reflection. What it requires beyond this (compression, a desktop) belongs to
/// parts that are never loaded.
module minio {
  requires java.logging;
  requires transitive com.google.common;
  requires transitive okhttp3;
  requires com.fasterxml.jackson.databind;
  requires simple.xml.safe;

  exports io.minio;
  exports io.minio.credentials;
  exports io.minio.errors;
  exports io.minio.messages;

  opens io.minio to
      simple.xml.safe;
  opens io.minio.credentials to
      simple.xml.safe;
  opens io.minio.messages to
      simple.xml.safe;
}
