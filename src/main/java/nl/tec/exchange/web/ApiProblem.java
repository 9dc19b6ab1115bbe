package nl.tec.exchange.web;

import java.util.List;

/** Thrown for a request that is refused; {@link ApiErrors} makes the response, in the language of the request. */
final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The texts of each are {@code exchange.problem.<name>.title} and {@code .detail}. */
    enum Kind {
        /** No key, or an invalid one. */
        UNAUTHORIZED(401, "sleutel"),
        /** The key lacks the scope. */
        FORBIDDEN(403, "rechten"),
        /** The body is not JSON, or has properties outside the schema. */
        MALFORMED(400, "ongeldige-invoer"),
        TOO_LARGE(413, "ongeldige-invoer"),
        BAD_IDEMPOTENCY_KEY(400, "nog-een-keer"),
        /** The rules of the hub refuse the content. */
        REFUSED(422, "geweigerd"),
        IDEMPOTENCY_KEY_REUSED(422, "nog-een-keer"),
        IF_MATCH_MISSING(428, "wijzigen"),
        /** The record was changed since the caller read it. */
        CHANGED(412, "wijzigen");

        private final int status;
        private final String anchor;

        Kind(int status, String anchor) {
            this.status = status;
            this.anchor = anchor;
        }

        int status() {
            return status;
        }

        /** Returns the anchor of the explanation on the page about the API. */
        String anchor() {
            return anchor;
        }
    }

    /**
     * A fault in a request.
     *
     * @param pointer to the property in the body (RFC 6901); empty: the body as a whole
     * @param key of the text
     */
    record Fault(String pointer, String key, List<Object> arguments) {

        Fault(String pointer, String key) {
            this(pointer, key, List.of());
        }

        /** Returns the code for programs: the last part of the key. */
        String code() {
            return key.substring(key.lastIndexOf('.') + 1);
        }
    }

    private final Kind kind;
    private final transient List<Fault> faults;

    ApiProblem(Kind kind, List<Fault> faults) {
        super(kind + " " + faults);
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    ApiProblem(Kind kind) {
        this(kind, List.of());
    }

    Kind kind() {
        return kind;
    }

    List<Fault> faults() {
        return faults;
    }
}
