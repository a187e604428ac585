/// XML to objects and back, for the MinIO client. It knows the types of `java.sql` where there are
/// some.
module simple.xml.safe {
  requires static java.sql;
  requires java.xml;

  exports org.simpleframework.xml;
  exports org.simpleframework.xml.convert;
  exports org.simpleframework.xml.core;
  exports org.simpleframework.xml.filter;
  exports org.simpleframework.xml.stream;
}
