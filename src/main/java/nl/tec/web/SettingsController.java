package nl.tec.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Reply;
import nl.tec.hub.SettingsChanged;
import nl.tec.organisations.Municipalities;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The administrator's page for the settings of the hub: every default in the domain rules. */
@Controller
@RequestMapping("/admin/instellingen")
class SettingsController {

    /** After the name of a setting: the field with the value that was shown. */
    private static final String WAS = "-was";

    private final HubSettings hub;
    private final Audit audit;
    private final Municipalities municipalities;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Pages pages;

    SettingsController(
            HubSettings hub,
            Audit audit,
            Municipalities municipalities,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock,
            Pages pages) {
        this.hub = hub;
        this.audit = audit;
        this.municipalities = municipalities;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping
    JteModel show() {
        Map<Setting, String> values = new LinkedHashMap<>();
        SettingRules.editable().forEach(setting -> values.put(setting, SettingRules.typed(setting, hub.get(setting))));
        return page(values);
    }

    /** Saves what differs from what was shown. What a colleague changed as well is refused at its field, and asked again. */
    @PostMapping
    View save(@AuthenticationPrincipal Actor actor, FormData typed, Reply reply) {
        Map<Setting, String> values = new LinkedHashMap<>();
        Problems problems = new Problems();
        for (Setting setting : SettingRules.editable()) {
            String stored = SettingRules.typed(setting, hub.get(setting));
            String value = SettingRules.tidy(setting, typed.has(setting.name()) ? typed.text(setting.name()) : stored);
            if (typed.has(setting.name() + WAS)) {
                String was = SettingRules.tidy(setting, typed.text(setting.name() + WAS));
                String now = SettingRules.tidy(setting, stored);
                if (value.equals(was)) {
                    value = stored; // not changed on this page, so a colleague's change of it stays
                } else {
                    problems.addIf(
                            !now.equals(was) && !now.equals(value), setting.name(), "setting.wrong.meanwhile", now);
                }
            }
            values.put(setting, value);
            problems.and(SettingRules.check(setting, value, Dates.today(clock)));
        }
        problems.and(SettingRules.checkTogether(values));
        unknown(values.get(Setting.MUNICIPALITIES))
                .ifPresent(code -> problems.add(Setting.MUNICIPALITIES.name(), "setting.wrong.unknownCode", code));
        if (problems.any()) {
            return reply.refused(problems, page(values));
        }
        Map<Setting, String> changed = new LinkedHashMap<>(values);
        changed.replaceAll(SettingRules::stored);
        changed.entrySet().removeIf(entry -> entry.getValue().equals(hub.get(entry.getKey())));
        transaction.executeWithoutResult(status -> {
            changed.forEach((setting, value) -> {
                hub.set(setting, value);
                audit.add(actor, "SETTING_CHANGED", "setting." + setting, null);
            });
            if (!changed.isEmpty()) {
                events.publishEvent(new SettingsChanged(Set.copyOf(changed.keySet())));
            }
        });
        return reply.saved("settings.saved", "/admin/instellingen");
    }

    /**
     * Finds the first unknown municipality code; accepts any code as long as no municipalities are loaded. A code that was known when it was
     * set and no longer is, as municipalities merge, does not hold up the other settings.
     */
    private Optional<String> unknown(@Nullable String codes) {
        Set<String> known = municipalities.list().stream()
                .map(Municipalities.Municipality::code)
                .collect(Collectors.toSet());
        if (codes == null || known.isEmpty()) {
            return Optional.empty();
        }
        known.addAll(hub.list(Setting.MUNICIPALITIES));
        return Arrays.stream(codes.split(","))
                .filter(code -> code.matches("[0-9]{4}") && !known.contains(code))
                .findFirst();
    }

    private JteModel page(Map<Setting, String> values) {
        return pages.webSettings(SettingRules.grouped(), values);
    }
}
