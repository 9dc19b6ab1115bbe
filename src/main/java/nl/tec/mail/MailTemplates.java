package nl.tec.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** All templates of mails, by name. */
@Component
public class MailTemplates {

    private final Map<String, MailTemplate> templates;

    MailTemplates(List<MailTemplate> templates, List<MailFamily<?>> families) {
        this.templates = Stream.concat(
                        templates.stream(), families.stream().flatMap(family -> family.templates().stream()))
                .collect(Collectors.toMap(MailTemplate::name, Function.identity()));
    }

    public List<MailTemplate> list() {
        return List.copyOf(templates.values());
    }

    public Optional<MailTemplate> find(String name) {
        return Optional.ofNullable(templates.get(name));
    }
}
