-- The 26 cantons with their source-tax model, and the French agreements (FR-2717's title is unsourced).
-- A row that has labels already is an operator's, and stays.
INSERT INTO hr.clusters AS c (code, country, kind, labels, qst_model, sort)
SELECT code, country, kind, jsonb_build_object('fr', fr, 'en', en, 'de', de), qst_model, sort
FROM (VALUES
    ('CH-AG', 'CH', 'canton', 'Argovie', 'Aargau', 'Aargau', 'monthly', 10),
    ('CH-AI', 'CH', 'canton', 'Appenzell Rhodes-Intérieures', 'Appenzell Innerrhoden', 'Appenzell Innerrhoden', 'monthly', 20),
    ('CH-AR', 'CH', 'canton', 'Appenzell Rhodes-Extérieures', 'Appenzell Ausserrhoden', 'Appenzell Ausserrhoden', 'monthly', 30),
    ('CH-BE', 'CH', 'canton', 'Berne', 'Bern', 'Bern', 'monthly', 40),
    ('CH-BL', 'CH', 'canton', 'Bâle-Campagne', 'Basel-Landschaft', 'Basel-Landschaft', 'monthly', 50),
    ('CH-BS', 'CH', 'canton', 'Bâle-Ville', 'Basel-Stadt', 'Basel-Stadt', 'monthly', 60),
    ('CH-FR', 'CH', 'canton', 'Fribourg', 'Fribourg', 'Freiburg', 'annual', 70),
    ('CH-GE', 'CH', 'canton', 'Genève', 'Geneva', 'Genf', 'annual', 80),
    ('CH-GL', 'CH', 'canton', 'Glaris', 'Glarus', 'Glarus', 'monthly', 90),
    ('CH-GR', 'CH', 'canton', 'Grisons', 'Grisons', 'Graubünden', 'monthly', 100),
    ('CH-JU', 'CH', 'canton', 'Jura', 'Jura', 'Jura', 'monthly', 110),
    ('CH-LU', 'CH', 'canton', 'Lucerne', 'Lucerne', 'Luzern', 'monthly', 120),
    ('CH-NE', 'CH', 'canton', 'Neuchâtel', 'Neuchâtel', 'Neuenburg', 'monthly', 130),
    ('CH-NW', 'CH', 'canton', 'Nidwald', 'Nidwalden', 'Nidwalden', 'monthly', 140),
    ('CH-OW', 'CH', 'canton', 'Obwald', 'Obwalden', 'Obwalden', 'monthly', 150),
    ('CH-SG', 'CH', 'canton', 'Saint-Gall', 'St. Gallen', 'St. Gallen', 'monthly', 160),
    ('CH-SH', 'CH', 'canton', 'Schaffhouse', 'Schaffhausen', 'Schaffhausen', 'monthly', 170),
    ('CH-SO', 'CH', 'canton', 'Soleure', 'Solothurn', 'Solothurn', 'monthly', 180),
    ('CH-SZ', 'CH', 'canton', 'Schwytz', 'Schwyz', 'Schwyz', 'monthly', 190),
    ('CH-TG', 'CH', 'canton', 'Thurgovie', 'Thurgau', 'Thurgau', 'monthly', 200),
    ('CH-TI', 'CH', 'canton', 'Tessin', 'Ticino', 'Tessin', 'annual', 210),
    ('CH-UR', 'CH', 'canton', 'Uri', 'Uri', 'Uri', 'monthly', 220),
    ('CH-VD', 'CH', 'canton', 'Vaud', 'Vaud', 'Waadt', 'annual', 230),
    ('CH-VS', 'CH', 'canton', 'Valais', 'Valais', 'Wallis', 'annual', 240),
    ('CH-ZG', 'CH', 'canton', 'Zoug', 'Zug', 'Zug', 'monthly', 250),
    ('CH-ZH', 'CH', 'canton', 'Zurich', 'Zurich', 'Zürich', 'monthly', 260),
    ('FR-3090', 'FR', 'idcc', 'Spectacle vivant, secteur privé', 'Live performance, private sector', 'Darstellende Kunst, Privatsektor', NULL, 10),
    ('FR-1285', 'FR', 'idcc', 'Spectacle vivant, secteur public', 'Live performance, public sector', 'Darstellende Kunst, öffentlicher Sektor', NULL, 20),
    ('FR-2642', 'FR', 'idcc', 'Production audiovisuelle', 'Audiovisual production', 'Audiovisuelle Produktion', NULL, 30),
    ('FR-3097', 'FR', 'idcc', 'Production cinématographique', 'Film production', 'Filmproduktion', NULL, 40),
    ('FR-2717', 'FR', 'idcc', 'Prestations techniques de l''événement', 'Technical event services', 'Veranstaltungstechnik', NULL, 50)
) AS seed (code, country, kind, fr, en, de, qst_model, sort)
ON CONFLICT (code) DO UPDATE SET
    country = excluded.country, kind = excluded.kind, labels = excluded.labels, qst_model = excluded.qst_model, sort = excluded.sort
WHERE c.labels = '{}';

-- A deployed agreement of another code.
UPDATE hr.clusters SET kind = 'idcc' WHERE code ~ '^FR-[0-9]{4}$' AND kind = 'canton' AND labels = '{}';

INSERT INTO hr.country_clusters (country_code, cluster_code)
SELECT country, code FROM hr.clusters WHERE labels <> '{}'
ON CONFLICT (country_code, cluster_code) DO NOTHING;
