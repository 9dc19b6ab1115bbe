package nl.tec.accounts.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServlet;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** A third-party provider, Spring Authorization Server, on a free loopback port; requires PKCE and follows the standard. */
final class SpringProvider implements AutoCloseable {

    static final String CLIENT = "tec";
    static final String SECRET = "een geheim van de hub";
    static final String USER = "noor";
    static final String PASSWORD = "welkom bij de provider";

    /** The claims about a person in its tokens. */
    static final Map<String, Object> CLAIMS = new ConcurrentHashMap<>();

    private final ServletWebServerApplicationContext server;

    /** @param redirect the redirect URI of the hub */
    SpringProvider(String redirect) {
        server = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Server.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=provider-of-a-test")
                .initializers(context -> context.getBeanFactory().registerSingleton("redirect", redirect))
                .run();
    }

    String issuer() {
        return "http://127.0.0.1:"
                + Objects.requireNonNull(server.getWebServer()).getPort();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Not a {@code @Configuration}, to hide it from component scanning in other tests. */
    @EnableWebSecurity
    static class Server {

        @Bean
        TomcatServletWebServerFactory web() {
            TomcatServletWebServerFactory web = new TomcatServletWebServerFactory(0);
            web.setAddress(InetAddress.getLoopbackAddress());
            return web;
        }

        /** Needed because Tomcat runs no filters without a servlet. */
        @Bean
        HttpServlet nothing() {
            return new HttpServlet() {};
        }

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername(USER).password("{noop}" + PASSWORD).build());
        }

        @Bean
        RegisteredClientRepository clients(String redirect) {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId("1")
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(redirect)
                    .scope("openid")
                    .scope("email")
                    .scope("profile")
                    .clientSettings(ClientSettings.builder()
                            .requireProofKey(true)
                            .requireAuthorizationConsent(false)
                            .build())
                    .build());
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            return new ImmutableJWKSet<>(
                    new JWKSet(new RSAKeyGenerator(2048).keyID("sleutel").generate()));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return token -> {
                if (OidcParameterNames.ID_TOKEN.equals(token.getTokenType().getValue())) {
                    token.getClaims().claims(claims -> claims.putAll(CLAIMS));
                }
            };
        }
    }
}
