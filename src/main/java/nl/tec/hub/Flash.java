package nl.tec.hub;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/**
 * One sentence that survives a redirect: 'Bewaard.' {@link Reply} says it, the next whole page shows it, once. It
 * travels as the key of a text in a cookie of a minute, so no session is needed and nothing personal can be in it.
 */
public final class Flash {

    private static final String COOKIE = "flash";
    private static final String WARNING = "warn:";
    private static final Pattern VALUE = Pattern.compile("(" + WARNING + ")?([a-zA-Z0-9.-]{1,80})");

    private Flash() {}

    /**
     * The message for the next page.
     *
     * @param key of the text
     * @param warning it was not done
     */
    public record Message(String key, boolean warning) {}

    /** Says on the page that comes after the redirect what was done. */
    static void say(HttpServletRequest request, HttpServletResponse response, String key) {
        write(request, response, checked(key), 60);
    }

    /** Says on the page that comes after the redirect that it was not done, and why; for filters. Controllers use {@link Reply}. */
    public static void warn(HttpServletRequest request, HttpServletResponse response, String key) {
        write(request, response, checked(WARNING + key), 60);
    }

    /** Returns the message, if any, and forgets it; to be called before anything of the page is sent. */
    public static Optional<Message> take(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null) {
            return Optional.empty();
        }
        write(request, response, "", 0);
        Matcher value = VALUE.matcher(cookie.getValue());
        return value.matches() ? Optional.of(new Message(value.group(2), value.group(1) != null)) : Optional.empty();
    }

    private static String checked(String value) {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a message key: " + value);
        }
        return value;
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String value, int seconds) {
        // by hand, because a cookie by the container gets a date beside its age, and making that takes as long as a
        // query
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                COOKIE + "=" + value + "; Max-Age=" + seconds + "; Path=/; HttpOnly; SameSite=Lax"
                        + (request.isSecure() ? "; Secure" : ""));
    }
}
