package nl.tec.accounts.internal;

import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nl.tec.accounts.AccessRule;
import nl.tec.accounts.Role;
import nl.tec.accounts.SecurityHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * The parts of the site and who they are for ({@link AccessRule}), and what every answer says to the browser. Whether a record is yours is
 * decided by the service that reads it, not here.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** A day as Java reads it, before the year 0 or after 9999. */
    private static final Pattern FAR_YEAR = Pattern.compile("[+-][0-9]{4,}-[0-9]{2}.*");

    /** bcrypt with cost 10: about a tenth of a second. Another one takes over as people sign in. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(10)));
    }

    /**
     * Refuses (400) what no form of ours sends and no database takes: control characters in a value, and years with more than
     * four digits.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(SecurityConfiguration::reasonable);
        return firewall;
    }

    static boolean reasonable(@Nullable String value) {
        if (value == null) {
            return true;
        }
        for (int i = 0; i < value.length(); i++) {
            char sign = value.charAt(i);
            if (sign < ' ' && sign != '\n' && sign != '\r' && sign != '\t' || sign == 0x7f) {
                return false;
            }
        }
        return value.isEmpty()
                || value.charAt(0) != '+' && value.charAt(0) != '-'
                || !FAR_YEAR.matcher(value).matches();
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http, SessionCookies sessions, CsrfCookies tokens, NotAllowed notAllowed, OidcSignIn elsewhere)
            throws Exception {
        http.addFilterBefore(new LargeForms(), CsrfFilter.class);
        http.authorizeHttpRequests(requests -> {
            // the answer to a request that was already decided on
            requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll();
            for (AccessRule accessRule : AccessRule.values()) {
                if (accessRule.roles().isEmpty()) {
                    requests.requestMatchers(accessRule.pattern()).authenticated();
                } else {
                    requests.requestMatchers(accessRule.pattern()).hasAnyRole(names(accessRule.roles()));
                }
            }
            requests.anyRequest().permitAll();
        });
        http.securityContext(context -> context.securityContextRepository(sessions));
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.requestCache(cache -> cache.disable());
        http.formLogin(form -> form.disable());
        http.httpBasic(basic -> basic.disable());
        // a run sheet with names may be kept in the browser
        http.logout(logout -> logout.logoutUrl("/uitloggen")
                .logoutSuccessUrl("/")
                .invalidateHttpSession(false)
                .addLogoutHandler((request, response, who) -> response.setHeader("Clear-Site-Data", "\"storage\"")));
        http.exceptionHandling(
                handling -> handling.authenticationEntryPoint(notAllowed).accessDeniedHandler(notAllowed));
        elsewhere.configure(http);
        // programs without a session: a mail program, whose proof is the secret in the path, a service whose token is
        // signed, and whoever uses the API, which looks at no cookie
        http.csrf(csrf -> csrf.csrfTokenRepository(tokens)
                .ignoringRequestMatchers("/nieuwe-datum/*/stoppen", "/inloggen/uit/*", "/api/v1/**"));
        http.headers(headers -> headers.defaultsDisabled()
                .addHeaderWriter(SecurityHeaders::write)
                .addHeaderWriter(new CachePolicy()));
        return http.build();
    }

    private static String[] names(List<Role> roles) {
        return roles.stream().map(Role::name).toArray(String[]::new);
    }
}
