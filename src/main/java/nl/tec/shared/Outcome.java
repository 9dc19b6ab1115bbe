package nl.tec.shared;

import java.util.function.Function;

/**
 * The outcome of a command: done, or refused with all its problems. A record that does not exist, or is not accessible to the actor, is
 * not an outcome but a {@link NotFound}.
 *
 * @param <T> the created or changed object, in its new state
 */
public sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    /** Nothing has changed. */
    record Refused<T>(Problems problems) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Problems problems) {
        return new Refused<>(problems);
    }

    /** Refuses the command as a whole, for one reason. */
    static <T> Outcome<T> refused(String key) {
        return new Refused<>(new Problems().add("", key));
    }

    /**
     * Returns the value of a command that is not expected to be refused.
     *
     * @throws IllegalStateException if it was refused
     */
    default T orElseThrow() {
        return either(value -> value, problems -> {
            throw new IllegalStateException(problems.all().toString());
        });
    }

    /** Maps either case to a result. */
    default <R> R either(Function<? super T, ? extends R> done, Function<? super Problems, ? extends R> refused) {
        return this instanceof Done<T> all ? done.apply(all.value()) : refused.apply(((Refused<T>) this).problems());
    }
}
