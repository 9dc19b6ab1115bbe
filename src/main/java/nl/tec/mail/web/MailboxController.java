package nl.tec.mail.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import nl.tec.mail.Mailbox;
import nl.tec.mail.Mailbox.Message;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The mailbox of a demo hub, open to everybody: without it no visitor could confirm a sign-up. */
@Controller
class MailboxController {

    private static final int PAGE = 30;

    private final Mailbox mailbox;
    private final Pages pages;

    MailboxController(Mailbox mailbox, Pages pages) {
        this.mailbox = mailbox;
        this.pages = pages;
    }

    @GetMapping("/postbus")
    JteModel list(
            @RequestParam(name = "aan", defaultValue = "") String recipient,
            @RequestParam(name = "voor", defaultValue = "" + Long.MAX_VALUE) long before) {
        requireDemo();
        List<Message> letters = mailbox.list(recipient.trim().toLowerCase(Locale.ROOT), before, PAGE + 1);
        return pages.mailMailbox(letters.subList(0, Math.min(PAGE, letters.size())), letters.size() > PAGE, recipient);
    }

    @GetMapping("/postbus/{id}")
    JteModel letter(@PathVariable long id) {
        return pages.mailMessage(get(id));
    }

    /**
     * Returns the mail as a mail program shows it: its links open in the whole window. Mails have inline styles, so this
     * page alone allows them; it allows no script.
     */
    @GetMapping("/postbus/{id}/html")
    ResponseEntity<byte[]> html(@PathVariable long id) {
        String html = get(id).html().replaceFirst("<head>", "<head><base target=\"_top\">");
        return ResponseEntity.ok()
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'")
                .header("X-Frame-Options", "SAMEORIGIN")
                .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .body(html.getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/postbus/{id}/afspraak.ics")
    ResponseEntity<byte[]> calendar(@PathVariable long id) {
        String calendar = get(id).calendar();
        if (calendar == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/calendar;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"afspraak.ics\"")
                .body(calendar.getBytes(StandardCharsets.UTF_8));
    }

    private Message get(long id) {
        requireDemo();
        return mailbox.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private void requireDemo() {
        if (!mailbox.exists()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}
