-- German labels and the French titles of permits are unsourced unless the cited source has the term. A row that is there already is an operator's, and stays.
INSERT INTO hr.ref_family_status (code, country, label_fr, label_en, label_de, external_code, sort, source) VALUES
    ('unknown', NULL, 'Inconnu', 'Unknown', 'Unbekannt', 'unknown', 10, 'S27, ELM civil status'),
    ('single', NULL, 'Célibataire', 'Single', 'Ledig', 'single', 20, 'S27, ELM civil status'),
    ('married', NULL, 'Marié(e)', 'Married', 'Verheiratet', 'married', 30, 'S27, ELM civil status'),
    ('widowed', NULL, 'Veuf/veuve', 'Widowed', 'Verwitwet', 'widowed', 40, 'S27, ELM civil status'),
    ('divorced', NULL, 'Divorcé(e)', 'Divorced', 'Geschieden', 'divorced', 50, 'S27, ELM civil status'),
    ('separated', NULL, 'Séparé(e)', 'Separated', 'Getrennt', 'separated', 60, 'S27, ELM civil status'),
    ('registeredPartnership', 'CH', 'Partenariat enregistré', 'Registered partnership', 'Eingetragene Partnerschaft', 'registeredPartnership', 70, 'S27, ELM civil status'),
    ('partnershipDissolvedByLaw', 'CH', 'Partenariat dissous judiciairement', 'Partnership dissolved by court', 'Partnerschaft gerichtlich aufgelöst', 'partnershipDissolvedByLaw', 80, 'S27, ELM civil status'),
    ('partnershipDissolvedByDeath', 'CH', 'Partenariat dissous par décès', 'Partnership dissolved by death', 'Partnerschaft durch Tod aufgelöst', 'partnershipDissolvedByDeath', 90, 'S27, ELM civil status'),
    ('partnershipDissolvedByDeclarationOfLost', 'CH', 'Partenariat dissous par déclaration d''absence', 'Partnership dissolved by declaration of absence', 'Partnerschaft durch Verschollenerklärung aufgelöst', 'partnershipDissolvedByDeclarationOfLost', 100, 'S27, ELM civil status'),
    ('pacs', 'FR', 'Pacsé(e)', 'Civil partnership (PACS)', 'Zivilpakt (PACS)', NULL, 70, 'own'),
    ('cohabiting', 'FR', 'Concubinage', 'Cohabiting', 'Konkubinat', NULL, 80, 'own')
ON CONFLICT (code) DO NOTHING;

-- The letter of a Swiss tariff; the full code is letter, children 0 to 9 and church Y or N, such as C2Y.
INSERT INTO hr.ref_tax_status (code, country, label_fr, label_en, label_de, external_code, sort, source) VALUES
    ('NONE', 'CH', 'Imposition ordinaire', 'Ordinary taxation', 'Ordentliche Veranlagung', NULL, 10, 'own'),
    ('A', 'CH', 'Personne seule', 'Single person', 'Alleinstehend', 'A', 20, 'S3, S23'),
    ('B', 'CH', 'Couple marié, un revenu', 'Married, one earner', 'Verheiratet, ein Verdiener', 'B', 30, 'S3, S23'),
    ('C', 'CH', 'Couple marié, deux revenus', 'Married, two earners', 'Verheiratet, Doppelverdiener', 'C', 40, 'S3, S23'),
    ('E', 'CH', 'Décompte simplifié', 'Simplified procedure', 'Vereinfachtes Abrechnungsverfahren', 'E', 50, 'S3, S23'),
    ('G', 'CH', 'Revenu de remplacement versé par l''assureur', 'Replacement income paid by insurer', 'Ersatzeinkünfte vom Versicherer', 'G', 60, 'S3, S23'),
    ('H', 'CH', 'Famille monoparentale', 'Single-parent household', 'Alleinerziehend', 'H', 70, 'S3, S23'),
    ('L', 'CH', 'Frontalier DE, équivalent de A', 'German cross-border, as A', 'Grenzgänger DE, wie A', 'L', 80, 'S3, S23'),
    ('M', 'CH', 'Frontalier DE, équivalent de B', 'German cross-border, as B', 'Grenzgänger DE, wie B', 'M', 90, 'S3, S23'),
    ('N', 'CH', 'Frontalier DE, équivalent de C', 'German cross-border, as C', 'Grenzgänger DE, wie C', 'N', 100, 'S3, S23'),
    ('P', 'CH', 'Frontalier DE, équivalent de H', 'German cross-border, as H', 'Grenzgänger DE, wie H', 'P', 110, 'S3, S23'),
    ('Q', 'CH', 'Frontalier DE, équivalent de G', 'German cross-border, as G', 'Grenzgänger DE, wie G', 'Q', 120, 'S3, S23'),
    ('R', 'CH', 'Nouveau frontalier IT, tarif R', 'New Italian cross-border, tariff R', 'Neuer Grenzgänger IT, Tarif R', 'R', 130, 'S3; which tariff it equals is unsourced'),
    ('S', 'CH', 'Nouveau frontalier IT, tarif S', 'New Italian cross-border, tariff S', 'Neuer Grenzgänger IT, Tarif S', 'S', 140, 'S3; which tariff it equals is unsourced'),
    ('T', 'CH', 'Nouveau frontalier IT, tarif T', 'New Italian cross-border, tariff T', 'Neuer Grenzgänger IT, Tarif T', 'T', 150, 'S3; which tariff it equals is unsourced'),
    ('U', 'CH', 'Nouveau frontalier IT, tarif U', 'New Italian cross-border, tariff U', 'Neuer Grenzgänger IT, Tarif U', 'U', 160, 'S3; which tariff it equals is unsourced'),
    ('V', 'CH', 'Nouveau frontalier IT, tarif V', 'New Italian cross-border, tariff V', 'Neuer Grenzgänger IT, Tarif V', 'V', 170, 'S3; which tariff it equals is unsourced'),
    ('pas_personal', 'FR', 'Taux personnalisé transmis', 'Personal rate received', 'Persönlicher Satz übermittelt', NULL, 10, 'own'),
    ('pas_neutral', 'FR', 'Taux neutre (grille)', 'Neutral rate (grid)', 'Neutraler Satz (Tabelle)', NULL, 20, 'own'),
    ('pas_neutral_short', 'FR', 'Taux neutre, contrat court (abattement)', 'Neutral rate, short contract (allowance)', 'Neutraler Satz, Kurzvertrag (Abzug)', NULL, 30, 'own'),
    ('pas_exempt', 'FR', 'Sans retenue', 'No withholding', 'Ohne Abzug', NULL, 40, 'own'),
    ('non_resident_fr', 'FR', 'Retenue non-résident', 'Non-resident withholding', 'Quellensteuer Nichtansässige', NULL, 50, 'own')
ON CONFLICT (code) DO NOTHING;

-- tax_at_source is a default that each employee overrides, and unsourced; a marriage to a Swiss citizen or a holder of C lifts it.
INSERT INTO hr.ref_permit_types (code, country, label_fr, label_en, label_de, external_code, tax_at_source, sort, source) VALUES
    ('CH_CITIZEN', 'CH', 'Nationalité suisse', 'Swiss citizen', 'Schweizer Bürger/in', NULL, false, 10, 'own'),
    ('B', 'CH', 'Autorisation de séjour', 'Residence permit', 'Aufenthaltsbewilligung', 'annual-B', true, 20, 'S30; ELM name S27'),
    ('C', 'CH', 'Autorisation d''établissement', 'Settlement permit', 'Niederlassungsbewilligung', 'settled-C', false, 30, 'S30; ELM name S27'),
    ('Ci', 'CH', 'Autorisation de séjour avec activité lucrative', 'Residence permit with gainful employment', 'Aufenthaltsbewilligung mit Erwerbstätigkeit', 'ResidentForeignNationalWithGainfulEmployment-Ci', true, 40, 'S30; ELM name S27'),
    ('G', 'CH', 'Autorisation frontalière', 'Cross-border permit', 'Grenzgängerbewilligung', 'crossBorder-G', true, 50, 'S30; ELM name S27'),
    ('L', 'CH', 'Autorisation de courte durée', 'Short-term permit', 'Kurzaufenthaltsbewilligung', 'shortTerm-L', true, 60, 'S30; ELM name S27'),
    ('F', 'CH', 'Admission provisoire', 'Provisional admission', 'Vorläufige Aufnahme', 'ProvisionallyAdmittedForeigners-F', true, 70, 'S30; ELM name S27'),
    ('N', 'CH', 'Requérant d''asile', 'Asylum seeker', 'Asylsuchende', 'asylumSeeker-N', true, 80, 'S30; ELM name S27'),
    ('S', 'CH', 'Personnes à protéger', 'Persons in need of protection', 'Schutzbedürftige', 'needForProtection-S', true, 90, 'S30; ELM name S27'),
    ('NOTIF90', 'CH', 'Procédure d''annonce 90 jours', '90-day notification', 'Meldeverfahren 90 Tage', 'NotificationProcedureForShorttermWork90Days', true, 100, 'S30; ELM name S27'),
    ('NOTIF120', 'CH', 'Procédure 120 jours', '120-day procedure', 'Verfahren 120 Tage', 'NotificationProcedureForShorttermWork120Days', true, 110, 'S30; ELM name S27'),
    ('OTHER_NOT_CH', 'CH', 'Autre', 'Other', 'Andere', 'othersNotSwiss', NULL, 120, 'S30; ELM name S27'),
    ('FR_CITIZEN', 'FR', 'Nationalité française', 'French citizen', 'Französische Staatsangehörigkeit', NULL, NULL, 10, 'unsourced'),
    ('EU_EEA_CH', 'FR', 'Ressortissant UE/EEE/Suisse', 'EU/EEA/Swiss citizen', 'EU/EWR/Schweizer Bürger', NULL, NULL, 20, 'unsourced'),
    ('CST_SALARIE', 'FR', 'Carte de séjour « salarié »', 'Residence card "employee"', 'Aufenthaltskarte Arbeitnehmer', NULL, NULL, 30, 'unsourced'),
    ('CST_TEMP', 'FR', 'Carte « travailleur temporaire »', 'Residence card "temporary worker"', 'Aufenthaltskarte Zeitarbeiter', NULL, NULL, 40, 'unsourced'),
    ('PASSEPORT_TALENT', 'FR', 'Carte « talent »', 'Talent card', 'Talentkarte', NULL, NULL, 50, 'unsourced'),
    ('CARTE_RESIDENT', 'FR', 'Carte de résident', '10-year resident card', 'Daueraufenthaltskarte', NULL, NULL, 60, 'unsourced'),
    ('VISA_LS', 'FR', 'Visa long séjour valant titre', 'Long-stay visa', 'Langzeitvisum', NULL, NULL, 70, 'unsourced'),
    ('APS', 'FR', 'Autorisation provisoire', 'Temporary authorisation', 'Vorläufige Genehmigung', NULL, NULL, 80, 'unsourced'),
    ('RECEPISSE', 'FR', 'Récépissé', 'Receipt of application', 'Antragsbestätigung', NULL, NULL, 90, 'unsourced')
ON CONFLICT (code) DO NOTHING;
