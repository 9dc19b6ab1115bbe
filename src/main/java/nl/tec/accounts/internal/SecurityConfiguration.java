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
 * The security configuration: access to parts of the site ({@link AccessRule}), CSRF protection and response headers. Services decide on
 * access to individual records.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Matches dates that Java parses with a year before 0 or after 9999. */
    private static final Pattern EXPANDED_YEAR = Pattern.compile("[+-][0-9]{4,}-[0-9]{2}.*");

    /** bcrypt with cost 10, about a tenth of a second. Hashes with another cost are upgraded on sign-in. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(10)));
    }

    /**
     * Refuses (400) values that our forms never send and the database cannot store: control characters, and years with more than four
     * digits.
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
                || !EXPANDED_YEAR.matcher(value).matches();
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http, SessionCookies sessions, CsrfCookies tokens, NotAllowed notAllowed, OidcSignIn elsewhere)
            throws Exception {
        http.addFilterBefore(new LargeForms(), CsrfFilter.class);
        http.authorizeHttpRequests(requests -> {
            // dispatches of a request that was already authorised
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
        // the browser may have stored a run sheet with names
        http.logout(logout -> logout.logoutUrl("/uitloggen")
                .logoutSuccessUrl("/")
                .invalidateHttpSession(false)
                .addLogoutHandler((request, response, who) -> response.setHeader("Clear-Site-Data", "\"storage\"")));
        http.exceptionHandling(
                handling -> handling.authenticationEntryPoint(notAllowed).accessDeniedHandler(notAllowed));
        elsewhere.configure(http);
        // clients without a session: mail programs with a secret in the path, providers with a signed token, and API
        // clients, for which cookies are ignored
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
