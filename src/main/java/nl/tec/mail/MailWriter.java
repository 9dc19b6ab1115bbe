package nl.tec.mail;

import gg.jte.generated.precompiled.Pages;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate.Mail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes mails: plain text and HTML from the same blocks, so that they never differ.
 */
@Component
public class MailWriter {

    public sealed interface Block {
        /** Returns the block as plain text, ending in a new line. */
        String plain(String baseUrl);
    }

    public record Paragraph(String text) implements Block {
        @Override
        public String plain(String baseUrl) {
            return text + "\n";
        }
    }

    /** Labels and values: when, where, how many. */
    public record Facts(List<Fact> facts) implements Block {
        @Override
        public String plain(String baseUrl) {
            return facts.stream()
                    .map(fact -> fact.label() + ": " + fact.value() + "\n")
                    .collect(Collectors.joining());
        }
    }

    public record Fact(String label, String value) {}

    public record Points(List<String> points) implements Block {
        @Override
        public String plain(String baseUrl) {
            return points.stream().map(point -> "- " + point + "\n").collect(Collectors.joining());
        }
    }

    /** Links to several pages. Each {@code path} begins with a slash. */
    public record Links(List<Link> links) implements Block {
        @Override
        public String plain(String baseUrl) {
            return links.stream()
                    .map(link -> "- " + link.label() + "\n  " + baseUrl + link.path() + "\n")
                    .collect(Collectors.joining());
        }
    }

    public record Link(String label, String path) {}

    /** The call to action. {@code path} begins with a slash; the hub's address is put before it. */
    public record Button(String label, String path) implements Block {
        @Override
        public String plain(String baseUrl) {
            return label + ": " + baseUrl + path + "\n";
        }
    }

    /** @param id content id; the mail has the PNG under it */
    public record Picture(String id, String alternative, int pixels) implements Block {
        @Override
        public String plain(String baseUrl) {
            return "[" + alternative + "]\n";
        }
    }

    private final Pages pages;
    private final HubSettings hub;
    private final Texts texts;

    MailWriter(Pages pages, HubSettings hub, Texts texts) {
        this.pages = pages;
        this.hub = hub;
        this.texts = texts;
    }

    /** Starts a mail with a text as its subject. */
    public Draft about(Locale language, String key, Object... arguments) {
        return write(language, texts.text(language, key, arguments));
    }

    /** Starts a mail; the texts come from the bundle of the module that sends it. */
    public Draft write(Locale language, String subject) {
        return new Draft(language, subject);
    }

    /** A mail being written. */
    public final class Draft {

        private final Locale language;
        private final String subject;
        private final List<Block> blocks = new ArrayList<>();
        private final Map<String, byte[]> images = new TreeMap<>();
        private @Nullable String calendar;
        private @Nullable String end;

        private Draft(Locale language, String subject) {
            this.language = language;
            this.subject = subject;
        }

        public Draft paragraph(String text) {
            blocks.add(new Paragraph(text));
            return this;
        }

        /** Adds a paragraph with this text. */
        public Draft say(String key, Object... arguments) {
            return paragraph(texts.text(language, key, arguments));
        }

        /** Adds a button with this text. */
        public Draft press(String key, String path) {
            return button(texts.text(language, key), path);
        }

        public Draft facts(Fact... facts) {
            blocks.add(new Facts(List.of(facts)));
            return this;
        }

        public Draft points(List<String> points) {
            blocks.add(new Points(points));
            return this;
        }

        /** @param path begins with a slash; the page is shown in the language of the mail */
        public Draft button(String label, String path) {
            blocks.add(new Button(label, page(path)));
            return this;
        }

        /** Like {@link #button}, for several pages without a single call to action. */
        public Draft links(List<Link> links) {
            blocks.add(new Links(links.stream()
                    .map(link -> new Link(link.label(), page(link.path())))
                    .toList()));
            return this;
        }

        private String page(String path) {
            return language.equals(Texts.DUTCH)
                    ? path
                    : path + (path.contains("?") ? "&" : "?") + "lang=" + language.getLanguage();
        }

        public Draft picture(String id, byte[] png, String alternative, int pixels) {
            images.put(id, png);
            blocks.add(new Picture(id, alternative, pixels));
            return this;
        }

        public Draft calendar(String file) {
            calendar = file;
            return this;
        }

        /** @param path for unsubscribing by POST, authorised by the path alone */
        public Draft end(String path) {
            end = path;
            return this;
        }

        public Mail done() {
            String footer = texts.text(language, "mail.footer", hub.name());
            String base = hub.get(Setting.BASE_URL);
            StringOutput html = new StringOutput();
            pages.mailMail(language.getLanguage(), hub.name(), base, subject, blocks, footer)
                    .render(html);
            return new Mail(subject, plain(base, footer), html.toString(), calendar, images, end);
        }

        private String plain(String base, String footer) {
            StringBuilder text = new StringBuilder();
            for (Block block : blocks) {
                text.append(block.plain(base));
                text.append('\n');
            }
            return text.append("-- \n").append(footer).append('\n').toString();
        }
    }
}
