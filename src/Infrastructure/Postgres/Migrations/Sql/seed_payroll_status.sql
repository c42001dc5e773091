-- What may follow a status stands in "next"; a paid result is only corrected, by another one. This product's runs go from draft to validated
-- to paid; a jobber with more steps has the others.
INSERT INTO hr.ref_payroll_status (code, label_fr, label_en, label_de, next, sort, source) VALUES
    ('draft', 'Brouillon', 'Draft', 'Entwurf', '{validated,calculating,cancelled}', 10, 'own'),
    ('calculating', 'Calcul en cours', 'Calculating', 'Wird berechnet', '{calculated,failed}', 20, 'own'),
    ('calculated', 'Calculé', 'Calculated', 'Berechnet', '{to_review,calculating,cancelled}', 30, 'own'),
    ('failed', 'Échec', 'Failed', 'Fehlgeschlagen', '{calculating,cancelled}', 40, 'own'),
    ('to_review', 'À valider', 'To review', 'Zu prüfen', '{approved,calculating,cancelled}', 50, 'own'),
    ('approved', 'Validé', 'Approved', 'Freigegeben', '{paid,cancelled}', 60, 'own'),
    ('validated', 'Validé', 'Validated', 'Freigegeben', '{paid,cancelled}', 65, 'own'),
    ('paid', 'Payé', 'Paid', 'Bezahlt', '{}', 70, 'own'),
    ('cancelled', 'Annulé', 'Cancelled', 'Storniert', '{}', 80, 'own')
ON CONFLICT (code) DO NOTHING;

INSERT INTO hr.ref_item_nature (code, label_fr, label_en, label_de, sort, source) VALUES
    ('earning', 'Gain', 'Earning', 'Lohnbestandteil', 10, 'own'),
    ('allowance', 'Allocation', 'Allowance', 'Zulage', 20, 'own'),
    ('contribution', 'Cotisation partagée', 'Shared contribution', 'Geteilter Beitrag', 30, 'own'),
    ('contribution_ee', 'Cotisation du salarié', 'Employee contribution', 'Beitrag Arbeitnehmer', 40, 'own'),
    ('contribution_er', 'Cotisation de l''employeur', 'Employer contribution', 'Beitrag Arbeitgeber', 50, 'own'),
    ('deduction', 'Retenue', 'Deduction', 'Abzug', 60, 'own'),
    ('expense', 'Frais', 'Expense', 'Spesen', 70, 'own'),
    ('net', 'Net', 'Net', 'Netto', 80, 'own'),
    ('payment', 'Paiement', 'Payment', 'Auszahlung', 90, 'own')
ON CONFLICT (code) DO NOTHING;

INSERT INTO hr.ref_charge_bearer (code, label_fr, label_en, label_de, sort, source) VALUES
    ('employee', 'Salarié', 'Employee', 'Arbeitnehmer', 10, 'own'),
    ('employer', 'Employeur', 'Employer', 'Arbeitgeber', 20, 'own'),
    ('shared', 'Salarié et employeur', 'Employee and employer', 'Arbeitnehmer und Arbeitgeber', 30, 'own')
ON CONFLICT (code) DO NOTHING;
