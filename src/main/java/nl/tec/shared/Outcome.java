package nl.tec.shared;

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
}
