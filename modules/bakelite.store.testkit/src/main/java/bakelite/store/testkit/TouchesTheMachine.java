package bakelite.store.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// May write to standard output, look at the environment and at files.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface TouchesTheMachine {}
