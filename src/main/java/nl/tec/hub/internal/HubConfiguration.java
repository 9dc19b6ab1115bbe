package nl.tec.hub.internal;

import java.io.IOException;
import java.time.Clock;
import nl.tec.shared.Dates;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

@Configuration(proxyBeanMethods = false)
class HubConfiguration {

    @Bean
    Clock clock() {
        return Clock.system(Dates.ZONE);
    }

    /** Every bundle in messages/, whichever module it belongs to. */
    @Bean
    MessageSource messageSource() throws IOException {
        return new Bundles(new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties"));
    }
}
