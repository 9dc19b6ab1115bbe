package nl.tec.shared;

import java.util.function.Function;

/**
 * The outcome of a command: done, or refused with everything that is wrong with it. What does not exist, or not for whoever asks, is
 * no outcome: that is {@link NotFound}.
 *
 * @param <T> what the command made or changed, as it is now
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

    /** Refused as a whole, for one reason. */
    static <T> Outcome<T> refused(String key) {
        return new Refused<>(new Problems().add("", key));
    }

    /**
     * Returns the value of a command that nothing can be wrong with.
     *
     * @throws IllegalStateException when it was refused
     */
    default T orElseThrow() {
        return either(value -> value, problems -> {
            throw new IllegalStateException(problems.all().toString());
        });
    }

    /** The answer to either. */
    default <R> R either(Function<? super T, ? extends R> done, Function<? super Problems, ? extends R> refused) {
        return this instanceof Done<T> all ? done.apply(all.value()) : refused.apply(((Refused<T>) this).problems());
    }
}
