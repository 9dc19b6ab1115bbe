package nl.tec.declarations.internal;

import java.time.Instant;
import java.util.Map;
import nl.tec.declarations.Signatory;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;

/** Queues the mails to signatories within the transaction of the event. Signatories without an address sign after signing in. */
@Component
public class DeclarationMail {

    /** The kinds of mail; each has its texts under {@code mail.declaration.<name>}. */
    public enum Kind {
        SIGN,
        REMIND,
        NEW_TEXT,
        SEALED;

        String template() {
            return "declaration-" + text();
        }

        String text() {
            return switch (this) {
                case SIGN -> "sign";
                case REMIND -> "remind";
                case NEW_TEXT -> "newText";
                case SEALED -> "sealed";
            };
        }
    }

    private final Outbox outbox;

    DeclarationMail(Outbox outbox) {
        this.outbox = outbox;
    }

    public void invite(Signatory signatory) {
        put(Kind.SIGN, signatory, Kind.SIGN.template() + ":" + signatory.id());
    }

    /** Mails an invitation after the signatory declined. */
    public void inviteAgain(Signatory signatory, Instant now) {
        put(Kind.SIGN, signatory, Kind.SIGN.template() + ":" + signatory.id() + ":" + now);
    }

    /** Mails a reminder, at most once a day. */
    public void remind(Signatory signatory, Instant now) {
        put(Kind.REMIND, signatory, Kind.REMIND.template() + ":" + signatory.id() + ":" + Dates.dayOf(now));
    }

    public void newText(Signatory signatory, int version) {
        put(Kind.NEW_TEXT, signatory, Kind.NEW_TEXT.template() + ":" + signatory.id() + ":" + version);
    }

    /** Mails once that the document was sealed. */
    public void sealed(Signatory signatory) {
        put(Kind.SEALED, signatory, Kind.SEALED.template() + ":" + signatory.id());
    }

    private void put(Kind kind, Signatory signatory, String key) {
        String email = signatory.email();
        if (email != null) {
            outbox.put(kind.template(), email, signatory.language(), Map.of("signatory", signatory.id()), key);
        }
    }
}
