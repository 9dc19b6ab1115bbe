package nl.tec.employers.internal;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.accounts.Accounts;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OtherOffers;
import nl.tec.employers.internal.OfferMessage.Other;
import nl.tec.employers.internal.OfferMessage.Visit;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Queues the mails about requests within the transaction of the event, each of them once. */
@Component
public class OfferNotifier {

    private static final int OTHERS = 3;

    private final Outbox outbox;
    private final Accounts accounts;
    private final OtherOffers others;
    private final HubSettings hub;
    private final Clock clock;
    private final JsonMapper json;

    OfferNotifier(Outbox outbox, Accounts accounts, OtherOffers others, HubSettings hub, Clock clock, JsonMapper json) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.others = others;
        this.hub = hub;
        this.clock = clock;
        this.json = json;
    }

    /** Mails about the current state of a request. */
    public void tell(OfferMail mail, OfferRequest request) {
        OfferRequest.End end = request.end();
        put(mail, request, end == null ? "" : end.reason(), null, "");
    }

    /** Mails the school that the company accepted a date that is impossible. */
    public void impossible(OfferRequest request, OfferRequest.Wish date, OfferRequest.Obstacle obstacle) {
        put(OfferMail.IMPOSSIBLE, request, obstacle.name(), null, ":" + date.position());
    }

    /** Mails about the resulting visit. */
    public void visit(OfferMail mail, OfferRequest request, Session session) {
        OfferRequest.Visit made = request.visit();
        int moves = made == null ? 0 : made.moves();
        Visit visit = new Visit(
                session.slot().start(),
                session.slot().end(),
                session.where().venueName(),
                request.school().person(),
                request.school().email(),
                mail == OfferMail.CALLED_OFF ? moves + 1 : moves);
        put(mail, request, "", visit, mail == OfferMail.MOVED ? ":" + moves : "");
    }

    /** Queues a mail. An extension restarts the reminders, so their deduplication key contains {@code due}. */
    private void put(OfferMail mail, OfferRequest request, String reason, @Nullable Visit visit, String part) {
        List<OfferRequest.Wish> dates =
                mail == OfferMail.IMPOSSIBLE || request.open() ? request.possible(Dates.today(clock)) : request.dates();
        List<Other> fitting = mail.includesAlternatives() && !request.open() ? others(request) : List.of();
        OfferMessage letter = OfferMessage.of(request, dates, reason, visit, fitting);
        String round = mail == OfferMail.REMINDER || mail == OfferMail.ESCALATED
                ? ":" + request.term().due().getEpochSecond()
                : part;
        outbox.put(
                mail.template(),
                recipient(mail, request),
                language(mail, request),
                json.convertValue(letter, new TypeReference<Map<String, Object>>() {}),
                mail.template() + ":" + request.id() + round);
    }

    private String recipient(OfferMail mail, OfferRequest request) {
        OfferDetails.Answering answering = request.offer().details().answering();
        return mail.toCompany()
                ? answering.email()
                : mail == OfferMail.ESCALATED ? hub.contact() : request.school().email();
    }

    private Locale language(OfferMail mail, OfferRequest request) {
        if (mail.toCompany()) {
            return request.offer().details().answering().language();
        }
        return mail == OfferMail.ESCALATED
                ? Texts.DUTCH
                : accounts.find(request.school().accountId())
                        .map(account -> account.language())
                        .orElse(Texts.DUTCH);
    }

    private List<Other> others(OfferRequest request) {
        return others.suggestions(request, OTHERS).stream()
                .map(one -> new Other(
                        one.offer().id(),
                        one.offer().details().words().title(),
                        one.offer().organisation()))
                .toList();
    }
}
