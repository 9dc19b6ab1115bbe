package nl.tec.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import nl.tec.exchange.ApiCaller;
import nl.tec.exchange.ApiWrites;
import nl.tec.exchange.ApiWrites.Answer;
import nl.tec.exchange.web.ApiProblem.Fault;
import nl.tec.exchange.web.ApiProblem.Kind;
import nl.tec.hub.LimitedInput;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Responses and write requests of the operations on an organisation's own records. The responses are for that organisation only, so
 * shared caches may not store them.
 */
@Component
class OwnAnswers {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final int MAX_BODY = 200_000;

    private final ApiAnswers answers;
    private final ApiWrites writes;
    private final JsonMapper json;

    OwnAnswers(ApiAnswers answers, ApiWrites writes, JsonMapper json) {
        this.answers = answers;
        this.writes = writes;
        this.json = json;
    }

    String base() {
        return answers.base();
    }

    ObjectNode object() {
        return json.createObjectNode();
    }

    /** Answers with one record. */
    ResponseEntity<byte[]> one(Object body, HttpServletRequest request) {
        String text = json.writeValueAsString(body);
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null && known.contains(tag(text))
                ? builder(304, text).build()
                : builder(200, text).body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with a page of a list. @param next value of {@code pagina} for the next page; null: this is the last one */
    <F> ResponseEntity<byte[]> page(
            List<F> found, Function<F, ?> item, @Nullable String next, HttpServletRequest request) {
        return one(
                new ApiModels.Paged<>(
                        found.stream().map(item).toList(),
                        answers.links(request.getRequestURI(), request.getParameterMap(), next)),
                request);
    }

    /**
     * Answers with a page of a list in memory, the oldest first. A page begins after the id in {@code pagina}, so that additions and
     * removals in between do not shift it.
     */
    <F> ResponseEntity<byte[]> page(
            List<F> all, ToLongFunction<F> id, Function<F, ?> item, HttpServletRequest request) {
        ApiParameters parameters = new ApiParameters(request.getParameterMap());
        long after = parameters.after();
        int size = parameters.size();
        parameters.check();
        List<F> rest = all.stream()
                .filter(one -> id.applyAsLong(one) > after)
                .sorted(Comparator.comparingLong(id))
                .toList();
        List<F> page = rest.stream().limit(size).toList();
        String next = rest.size() > size ? Long.toString(id.applyAsLong(page.get(size - 1))) : null;
        return page(page, item, next, request);
    }

    /**
     * Reads the JSON object in the body of the request.
     *
     * @throws ApiProblem when the body is not a JSON object
     */
    private Body body(HttpServletRequest request) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (LimitedInput in = new LimitedInput(request.getInputStream(), MAX_BODY)) {
            in.transferTo(read);
            JsonNode body = json.readTree(read.toByteArray());
            if (body.isObject()) {
                return new Body(body, read.toByteArray());
            }
        } catch (LimitedInput.TooLarge e) {
            throw new ApiProblem(Kind.TOO_LARGE);
        } catch (JacksonException e) {
            // reported like JSON that is not an object
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new ApiProblem(Kind.MALFORMED, List.of(new Fault("", "exchange.fault.noJson")));
    }

    /** @param bytes the raw body */
    private record Body(JsonNode json, byte[] bytes) {}

    /**
     * Carries out a write, idempotent by {@code Idempotency-Key}.
     *
     * @param write receives the JSON object in the body of the request; throws {@link ApiProblem} when it is refused
     */
    ResponseEntity<byte[]> write(ApiCaller caller, HttpServletRequest request, Function<JsonNode, Written> write) {
        Body body = body(request);
        String key = request.getHeader(IDEMPOTENCY_KEY);
        if (key != null
                && (key.isBlank()
                        || key.length() > ApiWrites.MAX_IDEMPOTENCY_KEY
                        || !key.chars().allMatch(sign -> sign >= ' ' && sign < 0x7f))) {
            throw new ApiProblem(Kind.BAD_IDEMPOTENCY_KEY);
        }
        byte[] what = (request.getMethod() + " " + request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(what, what.length + body.bytes().length);
        System.arraycopy(body.bytes(), 0, all, what.length, body.bytes().length);
        Answer answer = writes.once(
                        caller,
                        key,
                        Sha256.of(all),
                        () -> write.apply(body.json()).answer(json))
                .orElseThrow(() -> new ApiProblem(Kind.IDEMPOTENCY_KEY_REUSED));
        ResponseEntity.BodyBuilder builder = builder(answer.status(), answer.body());
        if (answer.location() != null) {
            builder.header(HttpHeaders.LOCATION, base() + answer.location());
        }
        return builder.body(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /** @param madeAt path of what was created; null: changed. @param body the current record */
    record Written(@Nullable String madeAt, Object body) {

        private Answer answer(JsonMapper json) {
            return new Answer(madeAt == null ? 200 : 201, madeAt, json.writeValueAsString(body));
        }
    }

    /**
     * Requires the current version of a record in {@code If-Match}. The caller has locked it, or two requests with one version could pass.
     *
     * @param current the current record
     * @throws ApiProblem when {@code If-Match} is missing, or has another version
     */
    void requireMatch(HttpServletRequest request, Object current) {
        String tags = request.getHeader(HttpHeaders.IF_MATCH);
        if (tags == null) {
            throw new ApiProblem(Kind.IF_MATCH_MISSING);
        }
        String now = tag(json.writeValueAsString(current));
        if (Arrays.stream(tags.split(",", 20))
                .map(String::strip)
                .noneMatch(tag -> tag.equals("*") || tag.equals(now))) {
            throw new ApiProblem(Kind.CHANGED);
        }
    }

    private static ResponseEntity.BodyBuilder builder(int status, String body) {
        return ResponseEntity.status(status)
                .headers(headers -> headers.set("API-Version", ApiAnswers.VERSION))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(tag(body))
                .contentType(MediaType.APPLICATION_JSON);
    }

    private static String tag(String body) {
        return "\"" + HexFormat.of().formatHex(Sha256.of(body), 0, 16) + "\"";
    }
}
