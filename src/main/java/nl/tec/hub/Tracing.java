package nl.tec.hub;

import org.jspecify.annotations.Nullable;

/**
 * Reports what this node does, and how long it takes, to a collector of traces. There is a bean only when TEC_TRACES_ADDRESS is set, so
 * that a hub without a collector loads nothing for it (decision 0119); who has none uses {@link #OFF}.
 */
public interface Tracing {

    enum Kind {
        REQUEST,
        JOB,
        /** A request to another machine. */
        CALL
    }

    Tracing OFF = (kind, name, parent) -> Span.NONE;

    /**
     * Begins a span, which the same thread has to close. What is begun in between belongs to it.
     *
     * @param name one of few: never a path with ids, nor personal data; the same holds for everything that is put
     * @param parent the header {@code traceparent} of W3C Trace Context, as a stranger may have sent it
     */
    Span begin(Kind kind, String name, @Nullable String parent);

    default Span begin(Kind kind, String name) {
        return begin(kind, name, null);
    }

    /** Something that is going on. The keys are those of OpenTelemetry's semantic conventions. */
    interface Span extends AutoCloseable {

        Span NONE = new Span() {};

        default void rename(String name) {}

        default void put(String key, String value) {}

        default void put(String key, long value) {}

        /** @param type what went wrong in one word, such as the class of the exception; its message may have personal data */
        default void failed(String type) {}

        @Override
        default void close() {}
    }
}
