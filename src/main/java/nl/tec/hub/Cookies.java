package nl.tec.hub;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes cookies: all are out of reach of scripts, and over HTTPS never sent without it. */
public final class Cookies {

    /** The life of a cookie that the browser has to remove. */
    public static final Duration REMOVED = Duration.ZERO;

    /** When a browser sends a cookie along with a request that another site causes. */
    public enum SameSite {
        /** Only when somebody follows a link. */
        LAX("Lax"),
        /** Never. */
        STRICT("Strict");

        private final String written;

        SameSite(String written) {
            this.written = written;
        }
    }

    private Cookies() {}

    /** Returns the name of a cookie of the whole site; over HTTPS with the prefix that binds it to this host and to secure connections. */
    public static String hostName(HttpServletRequest request, String name) {
        return request.isSecure() ? "__Host-" + name : name;
    }

    /** @param life null: until the browser is closed */
    public static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            String name,
            String value,
            @Nullable Duration life,
            String path,
            SameSite sameSite) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath(path);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(life == null ? -1 : (int) life.toSeconds());
        cookie.setAttribute("SameSite", sameSite.written);
        response.addCookie(cookie);
    }
}
