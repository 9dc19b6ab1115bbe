package nl.tec.accounts.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.stereotype.Component;

/**
 * CSRF tokens in a cookie, so that a visitor who fills in a form needs no session. Over HTTPS the cookie has the {@code __Host-} prefix,
 * which binds it to this host and to secure connections.
 */
@Component
public class CsrfCookies implements CsrfTokenRepository {

    private static final String COOKIE = "csrf";

    private final CookieCsrfTokenRepository plain = named(COOKIE);
    private final CookieCsrfTokenRepository secure = named("__Host-" + COOKIE);

    private static CookieCsrfTokenRepository named(String name) {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(name);
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").httpOnly(true));
        return tokens;
    }

    private CookieCsrfTokenRepository of(HttpServletRequest request) {
        return request.isSecure() ? secure : plain;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return of(request).loadToken(request);
    }

    /** Replaces the token on sign-in, against fixation; the page of this response uses the new one too. */
    public void renew(HttpServletRequest request, HttpServletResponse response) {
        CsrfToken token = generateToken(request);
        saveToken(token, request, response);
        new XorCsrfTokenRequestAttributeHandler().handle(request, response, () -> token);
    }
}
