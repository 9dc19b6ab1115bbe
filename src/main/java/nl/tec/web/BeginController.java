package nl.tec.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.mail.MailSetup;
import nl.tec.organisations.Schools;
import nl.tec.programme.Programme;
import nl.tec.venues.Venues;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The checklist from a new hub to a public activity with free seats. */
@Controller
class BeginController {

    private final HubSettings hub;
    private final Schools schools;
    private final MailSetup mail;
    private final Accounts accounts;
    private final Venues venues;
    private final Programme programme;
    private final Pages pages;

    BeginController(
            HubSettings hub,
            Schools schools,
            MailSetup mail,
            Accounts accounts,
            Venues venues,
            Programme programme,
            Pages pages) {
        this.hub = hub;
        this.schools = schools;
        this.mail = mail;
        this.accounts = accounts;
        this.venues = venues;
        this.programme = programme;
        this.pages = pages;
    }

    @GetMapping("/admin/begin")
    JteModel begin(@AuthenticationPrincipal Actor actor) {
        List<BeginStep> steps = new ArrayList<>();
        steps.add(new BeginStep(
                "schools",
                "/admin/import",
                !schools.inMunicipalities(hub.municipalities()).isEmpty()));
        steps.add(new BeginStep(
                "settings",
                "/admin/instellingen#CONTACT_EMAIL",
                !hub.publicContact().isEmpty()));
        steps.add(new BeginStep("mail", "/admin/mail", mail.delivers()));
        steps.add(new BeginStep("people", "/admin/accounts/nieuw", severalPeople()));
        if (actor.is(Role.PROGRAMME_MANAGER)) {
            steps.add(new BeginStep("place", "/beheer/plaatsen", !venues.list().isEmpty()));
            steps.add(new BeginStep(
                    "programme", "/beheer/programma/nieuw", !programme.list().isEmpty()));
            steps.add(new BeginStep(
                    "dates", "/beheer/sessies", !programme.comingUp(1).isEmpty()));
        }
        return pages.webBegin(steps);
    }

    private boolean severalPeople() {
        return Arrays.stream(Role.values())
                        .flatMap(role -> accounts.holders(role).stream())
                        .map(Account::id)
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
    }
}
