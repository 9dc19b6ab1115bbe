package nl.tec.accounts.internal;

import static nl.tec.accounts.Role.ADMINISTRATOR;
import static nl.tec.accounts.Role.BOARD;
import static nl.tec.accounts.Role.MUNICIPALITY;
import static nl.tec.accounts.Role.PROFESSIONAL;
import static nl.tec.accounts.Role.PROGRAMME_MAKER;
import static nl.tec.accounts.Role.SCHOOL_COORDINATOR;
import static nl.tec.accounts.Role.TEACHER;

import java.util.Arrays;
import nl.tec.accounts.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/**
 * Which part of the site is for whom (rules 9), and what every answer says to the browser. Whether a record is yours is
 * decided by the service that reads it, not here.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String CONTENT_POLICY =
            "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self';"
                    + " font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(requests -> requests.requestMatchers("/school/**")
                .hasAnyRole(names(TEACHER, SCHOOL_COORDINATOR))
                .requestMatchers("/beheer/**")
                .hasAnyRole(names(PROGRAMME_MAKER))
                .requestMatchers("/dag/**")
                .hasAnyRole(names(PROGRAMME_MAKER, PROFESSIONAL))
                .requestMatchers("/resultaten/*/**")
                .hasAnyRole(names(BOARD, MUNICIPALITY, PROGRAMME_MAKER, ADMINISTRATOR))
                .requestMatchers("/admin/**")
                .hasAnyRole(names(ADMINISTRATOR))
                .requestMatchers("/account/**")
                .authenticated()
                .anyRequest()
                .permitAll());
        http.formLogin(form -> form.loginPage("/inloggen").permitAll());
        http.logout(logout -> logout.logoutUrl("/uitloggen").logoutSuccessUrl("/"));
        // in a cookie, so that a visitor who fills in a form needs no session
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("csrf");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").httpOnly(true));
        http.csrf(csrf -> csrf.csrfTokenRepository(tokens));
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(referrer -> referrer.policy(
                        org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy
                                .STRICT_ORIGIN_WHEN_CROSS_ORIGIN))
                .permissionsPolicyHeader(permissions ->
                        permissions.policy("camera=(), microphone=(), geolocation=(), payment=(), usb=()")));
        return http.build();
    }

    private static String[] names(Role... roles) {
        return Arrays.stream(roles).map(Role::name).toArray(String[]::new);
    }
}
