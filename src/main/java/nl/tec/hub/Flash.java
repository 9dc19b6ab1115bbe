package nl.tec.hub;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.util.WebUtils;

/**
 * One sentence that survives a redirect: 'Bewaard.' The form's controller says it, the next whole page shows it, once. It
 * travels as the key of a text in a cookie of a minute, so no session is needed and nothing personal can be in it.
 */
public final class Flash {

    private static final String COOKIE = "flash";
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9.-]{1,80}");

    private Flash() {}

    /** Says it on the page that comes after the redirect. */
    public static void say(HttpServletRequest request, HttpServletResponse response, String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a message key: " + key);
        }
        write(request, response, key, 60);
    }

    /** What there is to say, and forgets it; before anything of the page was sent. */
    public static Optional<String> take(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null) {
            return Optional.empty();
        }
        write(request, response, "", 0);
        return Optional.of(cookie.getValue()).filter(key -> KEY.matcher(key).matches());
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String value, int seconds) {
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(seconds);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }
}
