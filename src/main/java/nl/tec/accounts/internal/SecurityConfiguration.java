package nl.tec.accounts.internal;

import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Area;
import nl.tec.accounts.Role;
import nl.tec.accounts.SecurityHeaders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/**
 * Which part of the site is for whom ({@link Area}), and what every answer says to the browser. Whether a record is yours is
 * decided by the service that reads it, not here.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** bcrypt with cost 10: about a tenth of a second. Another one can take over as people sign in. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(10)));
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, SessionCookies sessions, NotAllowed notAllowed) throws Exception {
        http.authorizeHttpRequests(requests -> {
            // the answer to a request that was already decided on
            requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll();
            for (Area area : Area.values()) {
                if (area.roles().isEmpty()) {
                    requests.requestMatchers(area.pattern()).authenticated();
                } else {
                    requests.requestMatchers(area.pattern()).hasAnyRole(names(area.roles()));
                }
            }
            requests.anyRequest().permitAll();
        });
        http.securityContext(context -> context.securityContextRepository(sessions));
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.requestCache(cache -> cache.disable());
        http.formLogin(form -> form.disable());
        http.httpBasic(basic -> basic.disable());
        http.logout(
                logout -> logout.logoutUrl("/uitloggen").logoutSuccessUrl("/").invalidateHttpSession(false));
        http.exceptionHandling(
                handling -> handling.authenticationEntryPoint(notAllowed).accessDeniedHandler(notAllowed));
        // in a cookie, so that a visitor who fills in a form needs no session
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("csrf");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").httpOnly(true));
        http.csrf(csrf -> csrf.csrfTokenRepository(tokens));
        http.headers(headers -> headers.defaultsDisabled()
                .addHeaderWriter(SecurityHeaders::write)
                .addHeaderWriter(new CachePolicy()));
        return http.build();
    }

    private static String[] names(List<Role> roles) {
        return roles.stream().map(Role::name).toArray(String[]::new);
    }
}
