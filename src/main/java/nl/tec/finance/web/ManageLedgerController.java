package nl.tec.finance.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.finance.Budget;
import nl.tec.finance.CostCategory;
import nl.tec.finance.Ledger;
import nl.tec.finance.LedgerEntry;
import nl.tec.finance.LineKind;
import nl.tec.hub.Reply;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** Pages for entering and reversing bookings. */
@Controller
@RequestMapping("/beheer/geld/boeking")
class ManageLedgerController {

    private final Budget budget;
    private final Ledger ledger;
    private final Pages pages;
    private final Clock clock;

    ManageLedgerController(Budget budget, Ledger ledger, Pages pages, Clock clock) {
        this.budget = budget;
        this.ledger = ledger;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/nieuw")
    JteModel blank() {
        return page(new FormData()
                .put("eenmalig", UUID.randomUUID())
                .put("soort", LineKind.COST)
                .put("dag", Dates.today(clock)));
    }

    @PostMapping("/nieuw")
    View book(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        LineKind kind = form.constant("soort", LineKind.class).orElse(LineKind.COST);
        long cents = Objects.requireNonNullElse(form.cents("bedrag", "form.money"), 0L);
        Long source = kind == LineKind.COST ? null : form.id("bron");
        if (source != null) {
            budget.source(source);
        }
        Ledger.New entry = new Ledger.New(
                form.day("dag", Dates.today(clock), "form.day"),
                kind,
                form.constant("rubriek", CostCategory.class).orElse(null),
                source,
                form.has("terug", "ja") ? -cents : cents,
                form.line("stuk"),
                form.line("wat"),
                once(form));
        return form.then(() -> ledger.book(entry, actor))
                .either(
                        id -> reply.saved("finance.booked", "/geld/boekingen"),
                        problems -> reply.refused(problems, page(form)));
    }

    /** Returns the idempotency key of the form; a new one when somebody tampered with it. */
    private static UUID once(FormData form) {
        try {
            return UUID.fromString(form.line("eenmalig"));
        } catch (IllegalArgumentException e) {
            return UUID.randomUUID();
        }
    }

    private JteModel page(FormData form) {
        return pages.financeNewBooking(form, budget.sources(), Dates.today(clock));
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    JteModel booking(@PathVariable long id) {
        return page(ledger.get(id), new FormData());
    }

    @PostMapping("/{id:[0-9]{1,18}}/terug")
    View takeBack(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return ledger.takeBack(id, form.line("waarom"), actor)
                .either(
                        done -> reply.saved("finance.takeBack.done", "/geld/boekingen"),
                        problems -> reply.refused(problems, page(ledger.get(id), form)));
    }

    private JteModel page(LedgerEntry entry, FormData form) {
        return pages.financeBooking(entry, form, entry.sourceId() == null ? null : budget.source(entry.sourceId()));
    }
}
