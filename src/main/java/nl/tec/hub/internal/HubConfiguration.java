package nl.tec.hub.internal;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import nl.tec.shared.Dates;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

@Configuration(proxyBeanMethods = false)
class HubConfiguration {

    @Bean
    Clock clock() {
        return Clock.system(Dates.ZONE);
    }

    /** Every bundle in messages/, whichever module it belongs to; the Dutch one is the root and so the fallback. */
    @Bean
    MessageSource messageSource() throws IOException {
        ResourceBundleMessageSource source = new ResourceBundleMessageSource();
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
        source.setBasenames(Arrays.stream(
                        new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties"))
                .map(resource -> String.valueOf(resource.getFilename()))
                .filter(name -> !name.contains("_"))
                .map(name -> "messages." + name.replace(".properties", ""))
                .toArray(String[]::new));
        return source;
    }
}
