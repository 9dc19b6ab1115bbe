package nl.tec.exchange.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/** The responses of the API and the open data: readable by any site, with entity tags for conditional requests. */
@Component
class ApiAnswers {

    /** The version of the API, according to semantic versioning. */
    static final String VERSION = "1.4.0";

    static final String ROOT = "/api/v1";

    private final HubSettings hub;
    private final JsonMapper json;

    ApiAnswers(HubSettings hub, JsonMapper json) {
        this.hub = hub;
        this.json = json;
    }

    /** Returns the address of the hub, without a trailing slash. */
    String base() {
        return hub.get(Setting.BASE_URL);
    }

    @Nullable ResponseEntity<byte[]> json(Object body, WebRequest conditions) {
        return answer(json.writeValueAsBytes(body), MediaType.APPLICATION_JSON, Duration.ofSeconds(60), conditions);
    }

    /** Answers with a page of a list. @param next value of {@code pagina} for the next page; null: this is the last one */
    <F, T> @Nullable ResponseEntity<byte[]> page(
            List<F> found,
            Function<F, T> item,
            String path,
            Map<String, String[]> query,
            @Nullable String next,
            WebRequest conditions) {
        return json(new ApiModels.Paged<>(found.stream().map(item).toList(), links(path, query, next)), conditions);
    }

    /** @param next value of {@code pagina} for the next page; null: this is the last one */
    ApiModels.Links links(String path, Map<String, String[]> query, @Nullable String next) {
        return new ApiModels.Links(address(path, query, null), next == null ? null : address(path, query, next));
    }

    /** Answers a conditional request; null when the client has the current version. */
    @Nullable ResponseEntity<byte[]> answer(byte[] body, MediaType type, Duration fresh, WebRequest conditions) {
        if (conditions.checkNotModified("\"" + HexFormat.of().formatHex(Sha256.of(body), 0, 16) + "\"")) {
            return null;
        }
        return ResponseEntity.ok()
                .headers(ApiAnswers::open)
                .cacheControl(CacheControl.maxAge(fresh).cachePublic())
                .contentType(type)
                .body(body);
    }

    @Nullable ResponseEntity<byte[]> text(String body, MediaType type, Duration fresh, WebRequest conditions) {
        return answer(body.getBytes(StandardCharsets.UTF_8), type, fresh, conditions);
    }

    /** Allows any site to read the response, also from a browser (CORS). */
    static void open(HttpHeaders headers) {
        headers.setAccessControlAllowOrigin("*");
        headers.set("Access-Control-Expose-Headers", "API-Version, ETag, Link");
        headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        headers.set("API-Version", VERSION);
    }

    private String address(String path, Map<String, String[]> query, @Nullable String page) {
        Map<String, String> values = new LinkedHashMap<>();
        query.forEach((name, given) -> values.put(name, given[0]));
        if (page != null) {
            values.put("pagina", page);
        }
        return values.entrySet().stream()
                .map(value -> UriUtils.encode(value.getKey(), StandardCharsets.UTF_8) + "="
                        + UriUtils.encode(value.getValue(), StandardCharsets.UTF_8))
                .reduce((one, other) -> one + "&" + other)
                .map(all -> base() + path + "?" + all)
                .orElse(base() + path);
    }
}
