package nl.tec.shared;

import java.util.function.Function;

/** What a command answers: what it did, or why it did nothing. */
public sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    record Refused<T>(Problems problems) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Problems problems) {
        return new Refused<>(problems);
    }

    /** Refused as a whole, for one reason. */
    static <T> Outcome<T> refused(String key) {
        return new Refused<>(new Problems().add("", key));
    }

    /** The answer to either. */
    default <R> R either(Function<? super T, ? extends R> done, Function<? super Problems, ? extends R> refused) {
        return this instanceof Done<T> all ? done.apply(all.value()) : refused.apply(((Refused<T>) this).problems());
    }
}
