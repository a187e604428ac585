package bakelite.store.s3;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// May use the real clock, environment and process: hands them out to all others.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface TouchesTheMachine {}
