package nl.tec.exchange.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Thrown for an invalid request: 400, with all errors (RFC 9457 and the API Design Rules). */
class InvalidInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param in {@code query}, {@code path} or {@code body}. @param field its name, in a body a JSON pointer. @param code for programs */
    record Problem(
            @JsonProperty("in") String in,
            @JsonProperty("veld") String field,
            @JsonProperty("code") String code,
            @JsonProperty("detail") String detail) {}

    private final transient List<Problem> problems;

    InvalidInput(List<Problem> problems) {
        super(problems.toString());
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
