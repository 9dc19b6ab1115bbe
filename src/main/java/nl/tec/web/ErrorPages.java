package nl.tec.web;

import gg.jte.generated.precompiled.Pages;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.AccessRule;
import nl.tec.accounts.Role;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.documents.FileUnavailable;
import nl.tec.hub.ReadableCode;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.support.RequestContextUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renders error responses as a page, a page fragment (htmx) or JSON, with what happened and what the user can do. Server errors get a
 * reference number that is also in the log. Never shows a stack trace.
 */
@Controller
class ErrorPages implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    /** The SQL states of a read-only standby server and of an idle transaction that the server ended. */
    private static final Set<String> GONE = Set.of("25006", "25P03");

    private static final List<Integer> KNOWN = List.of(400, 401, 403, 404, 405, 413, 429, 500, 503);

    private final PageViews views;
    private final Pages pages;
    private final Texts texts;
    private final JsonMapper json;
    private final Clock clock;

    ErrorPages(PageViews views, Pages pages, Texts texts, JsonMapper json, Clock clock) {
        this.views = views;
        this.pages = pages;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // a request rejected by the firewall has not passed the filter that writes the headers
        SecurityHeaders.write(request, response);
        Throwable cause = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        int status = status(request, cause);
        String number = status >= 500 ? ReadableCode.make() : null;
        if (number != null) {
            LOG.error("fault {}: {} {}", number, request.getMethod(), where(request), cause);
        }
        if (status == 503 && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "30");
        }
        response.setStatus(status);
        Locale language = RequestContextUtils.getLocale(request);
        List<Role> roles = status == 403 ? rolesNeeded(request) : List.of();
        String kind = kind(status, roles, cause);
        String title = texts.text(language, "error." + kind + ".title");
        String text = text(language, kind, roles, response);
        if (String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                        .startsWith("/api/")
                || Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT))
                        .orElse("")
                        .contains("json")) {
            response.setContentType("application/problem+json");
            response.getOutputStream().write(json.writeValueAsBytes(problem(status, title, text, number)));
            return;
        }
        try {
            views.view(
                            request.getHeader("HX-Request") == null
                                    ? pages.webError(status, title, text, number)
                                    : pages.webErrorPiece(title, text, number))
                    .render(Map.of(), request, response);
        } catch (Exception e) {
            LOG.error("fault {}: the page for errors fails too", number, e);
            plain(response, number);
        }
    }

    private static Map<String, Object> problem(int status, String title, String detail, @Nullable String number) {
        Map<String, Object> problem = new HashMap<>(Map.of("status", status, "title", title, "detail", detail));
        if (number != null) {
            problem.put("number", number);
        }
        return problem;
    }

    private String text(Locale language, String kind, List<Role> roles, HttpServletResponse response) {
        String key = "error." + kind + ".text";
        return switch (kind) {
            case "403.role" ->
                texts.text(
                        language,
                        key,
                        roles.size(),
                        String.join(
                                " " + texts.text(language, "error.or") + " ",
                                roles.stream()
                                        .map(role -> texts.label(language, role).toLowerCase(language))
                                        .toList()));
            case "429" -> {
                int seconds = Optional.ofNullable(response.getHeader(HttpHeaders.RETRY_AFTER))
                        .map(Integer::valueOf)
                        .orElse(60);
                Instant again = clock.instant().plusSeconds(seconds);
                yield texts.text(language, key, (seconds + 59) / 60, Dates.moment(again, language));
            }
            default -> texts.text(language, key);
        };
    }

    /** Two statuses have two pages each: 403 for a wrong role or an outdated form, 503 for the hub or only its store of files. */
    private static String kind(int status, List<Role> roles, @Nullable Throwable cause) {
        if (status == 403) {
            return roles.isEmpty() ? "403.form" : "403.role";
        }
        if (status == 503 && isOf(FileUnavailable.class, cause)) {
            return "503.file";
        }
        return Integer.toString(KNOWN.contains(status) ? status : status >= 500 ? 500 : 400);
    }

    private List<Role> rolesNeeded(HttpServletRequest request) {
        return AccessRule.of(path(request)).map(AccessRule::roles).orElse(List.of());
    }

    /** Returns 503 if the database or the store of files is temporarily unavailable, so that retrying helps. */
    private static int status(HttpServletRequest request, @Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof FileUnavailable
                    || t instanceof DataAccessResourceFailureException
                    || t instanceof TransientDataAccessException
                    || t instanceof CannotCreateTransactionException
                    || t instanceof TransactionSystemException
                    || t instanceof SQLException refused && GONE.contains(String.valueOf(refused.getSQLState()))) {
                return 503;
            }
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status ? status : 404;
    }

    private static boolean isOf(Class<? extends Throwable> type, @Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static String path(HttpServletRequest request) {
        return Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .map(Object::toString)
                .orElse(request.getRequestURI());
    }

    /** Returns the URL pattern for the log, because a URL can contain the secret of a link. */
    private static String where(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null || pattern.toString().startsWith("/error") ? "(no page)" : pattern.toString();
    }

    /** Writes the last-resort page, when not even the layout can be rendered. */
    private static void plain(HttpServletResponse response, @Nullable String number) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        String page = PlainErrors.PAGE.formatted(number == null ? "" : number);
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }
}
