package nl.tec.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.TooManyRequests;
import nl.tec.exchange.ApiCaller;
import nl.tec.exchange.ApiKeys;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Authenticates callers of the API by the key in {@code Authorization: Bearer}, limits the rate per key, and refuses operations outside
 * the scopes of the key ({@link NeedsKey}). The API uses no cookies, and so no session.
 */
@Configuration(proxyBeanMethods = false)
class ApiGate implements HandlerInterceptor, WebMvcConfigurer {

    /** The attribute of a request with its {@link ApiCaller}. */
    static final String CALLER = "apiCaller";

    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final RateLimit limits;

    ApiGate(ApiKeys keys, RateLimit limits) {
        this.keys = keys;
        this.limits = limits;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(ApiAnswers.ROOT + "/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return true;
        }
        NeedsKey needed = method.getMethodAnnotation(NeedsKey.class);
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            if (needed != null) {
                throw unauthorized(response, "");
            }
            return true;
        }
        ApiCaller caller = caller(authorization, request, response);
        if (needed != null && !Arrays.stream(needed.value()).allMatch(caller::may)) {
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer realm=\"tec\", error=\"insufficient_scope\", scope=\"" + needed.value()[0].code() + "\"");
            throw new ApiProblem(ApiProblem.Kind.FORBIDDEN);
        }
        request.setAttribute(CALLER, caller);
        return true;
    }

    private ApiCaller caller(String authorization, HttpServletRequest request, HttpServletResponse response) {
        String address = RateLimit.address(request.getRemoteAddr());
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        Optional<ApiCaller> caller = bearer
                ? keys.authenticate(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
        if (caller.isEmpty()) {
            limits.consume(Limit.API_UNKNOWN_KEY, address);
            throw unauthorized(response, ", error=\"invalid_token\"");
        }
        RateLimit.Use use = limits.use(Limit.API_KEY, Long.toString(caller.get().keyId()));
        response.setHeader("RateLimit-Limit", Long.toString(use.limit()));
        response.setHeader("RateLimit-Remaining", Long.toString(use.remaining()));
        response.setHeader("RateLimit-Reset", Long.toString(use.reset().toSeconds()));
        use.refused().ifPresent(wait -> {
            throw new TooManyRequests(wait);
        });
        return caller.get();
    }

    private static ApiProblem unauthorized(HttpServletResponse response, String error) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tec\"" + error);
        return new ApiProblem(ApiProblem.Kind.UNAUTHORIZED);
    }
}
