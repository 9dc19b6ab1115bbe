package nl.tec.privacy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import nl.tec.accounts.SecondFactor;
import nl.tec.accounts.SignInElsewhere;
import nl.tec.documents.FileStore;
import nl.tec.documents.ObjectStorage;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.MailSetup;
import nl.tec.privacy.PaperContent.Processor;
import nl.tec.privacy.PaperContent.ProcessorTask;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Service;

/** Collects what the program knows for the papers about privacy: from the register of processing and from how this hub is set up. */
@Service
public class PrivacyPapers {

    private final ProcessingRegister register;
    private final MailSetup mail;
    private final FileStore files;
    private final SignInElsewhere elsewhere;
    private final SecondFactor secondFactor;
    private final HubSettings hub;
    private final Texts texts;
    private final Clock clock;

    PrivacyPapers(
            ProcessingRegister register,
            MailSetup mail,
            FileStore files,
            SignInElsewhere elsewhere,
            SecondFactor secondFactor,
            HubSettings hub,
            Texts texts,
            Clock clock) {
        this.register = register;
        this.mail = mail;
        this.files = files;
        this.elsewhere = elsewhere;
        this.secondFactor = secondFactor;
        this.hub = hub;
        this.texts = texts;
        this.clock = clock;
    }

    public PaperContent content(PrivacyPaper paper) {
        return new PaperContent(
                paper, Dates.today(clock), register.list(Texts.DUTCH), processors(), secondFactor.roles(), hub, texts);
    }

    private List<Processor> processors() {
        List<Processor> processors = new ArrayList<>();
        processors.add(new Processor(ProcessorTask.HOSTING, ""));
        processors.add(new Processor(ProcessorTask.BACKUP, ""));
        processors.add(new Processor(ProcessorTask.MAIL, mail.server().orElse("")));
        files.objects()
                .map(ObjectStorage::name)
                .ifPresent(store -> processors.add(new Processor(ProcessorTask.FILES, store)));
        elsewhere.places().forEach(place -> processors.add(new Processor(ProcessorTask.SIGN_IN, place.name())));
        return List.copyOf(processors);
    }
}
