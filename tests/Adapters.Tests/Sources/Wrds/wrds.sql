-- The views and tables of WRDS that are read, with their columns and types, and a few invented rows.
CREATE SCHEMA ciq;
CREATE SCHEMA crsp;

CREATE TABLE ciq.wrds_transcript_detail (companyid numeric, companyname text, transcriptid numeric, keydevid numeric,
    headline text, mostimportantdateutc timestamp, mostimportanttimeutc time, keydeveventtypeid numeric,
    keydeveventtypename text, transcriptcollectiontypeid numeric, transcriptpresentationtypeid numeric,
    transcriptcreationdate_utc date, transcriptcreationtime_utc time, audiolengthsec numeric, isdelayed_flag numeric);
CREATE TABLE ciq.wrds_transcript_person (transcriptcomponentid numeric, transcriptid numeric, componentorder numeric,
    transcriptpersonid numeric, transcriptpersonname text, speakertypeid numeric, speakertypename text);
CREATE TABLE ciq.ciqtranscriptcomponent (transcriptcomponentid numeric, transcriptid numeric, componentorder numeric,
    transcriptcomponenttypeid numeric, transcriptpersonid numeric, componenttext text);
CREATE TABLE ciq.wrds_gvkey (companyid numeric, gvkey text, startdate date, enddate date, companyname text);
CREATE TABLE crsp.ccmxpf_linktable (gvkey text, linkprim text, liid text, linktype text, lpermno numeric,
    lpermco numeric, usedflag numeric, linkdt date, linkenddt date);

INSERT INTO ciq.wrds_transcript_detail (companyid, companyname, transcriptid, keydevid, headline, mostimportantdateutc,
    keydeveventtypeid, transcriptcreationdate_utc, transcriptcreationtime_utc) VALUES
    (1, 'Aldermere, Inc.', 101, 9001, 'Q4 call', '2023-02-02 21:30', 48, '2023-02-02', '23:00'),
    (1, 'Aldermere, Inc.', 102, 9001, 'Q4 call', '2023-02-02 21:30', 48, '2023-02-03', '09:00'),
    (1, 'Aldermere, Inc.', 103, 9002, 'A conference', '2023-02-20 15:00', 50, '2023-02-20', '18:00'),
    (2, 'Brackwater Ltd', 201, 9003, 'Q4 call', '2023-03-31 23:59', 48, '2023-04-01', NULL),
    (3, 'Corvane SE', 301, 9004, 'Q4 call', '2023-01-01 00:00', 48, '2023-01-01', '12:00'),
    (1, 'Aldermere, Inc.', 111, 9005, 'Q1 call', '2023-05-04 21:30', 48, '2023-05-04', '23:00');
INSERT INTO ciq.ciqtranscriptcomponent (transcriptcomponentid, transcriptid, componentorder, componenttext) VALUES
    (1, 101, 0, 'Growth was string.'), (2, 102, 0, E'Growth was strong, "very" strong.\nAnd margins rose.'),
    (3, 102, 1, 'Our next question, please.'), (4, 201, 0, 'Costs fell.'), (5, 301, 0, 'Demand held.'),
    (6, 111, 0, 'Orders doubled.');
INSERT INTO ciq.wrds_transcript_person (transcriptcomponentid, transcriptid, transcriptpersonname, speakertypename)
    VALUES (1, 101, 'Ann', 'Executives'), (2, 102, 'Ann', 'Executives'), (3, 102, 'Operator', 'Operator'),
    (4, 201, 'Bo', 'Executives');
INSERT INTO ciq.wrds_gvkey (companyid, gvkey, startdate, enddate) VALUES
    (1, '001690', '1980-12-12', NULL), (2, '002001', NULL, NULL), (3, '003001', '2000-01-01', '2024-01-01');
INSERT INTO crsp.ccmxpf_linktable VALUES
    ('001690', 'P', '01', 'LU', 14593, 7, 1, '1980-12-12', NULL), ('002001', 'C', '01', 'LC', 20001, 8, 1, '1999-01-04', NULL);
