package nl.tec.hub;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/**
 * A message that survives a redirect, such as 'Bewaard.' {@link Reply} sets it, and the next full page shows it once. It
 * travels as a message key in a cookie that lasts a minute, so it needs no session and cannot contain personal data.
 */
public final class Flash {

    private static final String COOKIE = "flash";
    private static final String WARNING = "warn:";
    private static final String SAID = Flash.class.getName();
    private static final Pattern VALUE = Pattern.compile("(" + WARNING + ")?([a-zA-Z0-9._-]{1,80})");

    private Flash() {}

    /**
     * The message for the next page.
     *
     * @param key the message key
     * @param warning whether the action was not performed
     */
    public record Message(String key, boolean warning) {}

    /** Sets a message that tells on the page after the redirect what was done. */
    static void say(HttpServletRequest request, HttpServletResponse response, String key) {
        put(request, response, key);
    }

    /** Sets a warning that tells on the page after the redirect why nothing was done; for filters. Controllers use {@link Reply}. */
    public static void warn(HttpServletRequest request, HttpServletResponse response, String key) {
        put(request, response, WARNING + key);
    }

    /** Returns the message that this request set, for {@link #repeat}. */
    public static Optional<String> said(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(SAID));
    }

    /** Sets the message of an earlier request again. @param said null: there was none */
    public static void repeat(HttpServletRequest request, HttpServletResponse response, @Nullable String said) {
        if (said != null) {
            put(request, response, said);
        }
    }

    /** Returns and clears the message, if any; must be called before the response is committed. */
    public static Optional<Message> take(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null) {
            return Optional.empty();
        }
        write(request, response, "", 0);
        Matcher value = VALUE.matcher(cookie.getValue());
        return value.matches() ? Optional.of(new Message(value.group(2), value.group(1) != null)) : Optional.empty();
    }

    private static void put(HttpServletRequest request, HttpServletResponse response, String value) {
        write(request, response, checked(value), 60);
        request.setAttribute(SAID, value);
    }

    private static String checked(String value) {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a message key: " + value);
        }
        return value;
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String value, int seconds) {
        // written by hand: the container adds an expiry date to the max age, and formatting it takes as long as a query
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                COOKIE + "=" + value + "; Max-Age=" + seconds + "; Path=/; HttpOnly; SameSite=Lax"
                        + (request.isSecure() ? "; Secure" : ""));
    }
}
